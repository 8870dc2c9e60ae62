import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, exportPKCS8, generateKeyPair, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '../../test/cli/doubles/test-clock.ts';
import { ProofClaims } from '../contract/http.ts';
import { loadInstallationKey } from './installation-key.ts';
import { openSequence } from './sequence.ts';
import { signProof } from './sign-proof.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-key-'));
  path = join(folder, 'installation-key.pem');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('installation key', () => {
  it('is made once, closed to others, and found again', async () => {
    const first = await loadInstallationKey(path);
    const second = await loadInstallationKey(path);
    expect(second.key.thumbprint).toBe(first.key.thumbprint);
    expect(first.key.thumbprint).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(first.key.publicKey)).not.toContain('"d"');
  });

  it('is the same for processes that start together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadInstallationKey(path)));
    expect(new Set(all.map(({ key }) => key.thumbprint)).size).toBe(1);
    expect((await loadInstallationKey(path)).key.thumbprint).toBe(all[0]?.key.thumbprint);
  });

  it('takes back rights that others were given', async () => {
    await loadInstallationKey(path);
    await chmod(path, 0o644);
    await loadInstallationKey(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a cut file', '-----BEGIN PRIVATE KEY-----\nMIGH'],
    ['an empty file', ''],
  ])('%s is kept aside with a coded problem, and a new key takes its place', async (_, content) => {
    await writeFile(path, content);
    const { key, problem } = await loadInstallationKey(path);
    expect(problem?.code).toBe('state.corrupt');
    const aside = (await readdir(folder)).find((name) => name.includes('set-aside')) ?? '';
    expect(await readFile(join(folder, aside), 'utf8')).toBe(content);
    const again = await loadInstallationKey(path);
    expect(again.problem).toBeUndefined();
    expect(again.key.thumbprint).toBe(key.thumbprint);
  });

  it('refuses a key of another curve', async () => {
    const other = await generateKeyPair('ES384', { extractable: true });
    await writeFile(path, await exportPKCS8(other.privateKey));
    expect((await loadInstallationKey(path)).problem?.code).toBe('state.corrupt');
  });
});

describe('proof', () => {
  it('binds audience, method, path, body and time, and verifies with the public key', async () => {
    const { key } = await loadInstallationKey(path);
    const body = new TextEncoder().encode('body');
    const now = new Date('2026-11-20T08:00:00Z');
    const request = {
      audience: 'https://c.example',
      method: 'POST',
      path: '/v1/reports',
      body,
      seq: 7,
      now,
    } as const;
    const { payload, protectedHeader } = await compactVerify(
      await signProof(key, request),
      await importJWK(key.publicKey, 'ES256'),
    );
    const claims = ProofClaims.parse(JSON.parse(new TextDecoder().decode(payload)));
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'keyready-proof+jwt', kid: key.thumbprint });
    expect(claims).toMatchObject({
      aud: 'https://c.example',
      htm: 'POST',
      htu: '/v1/reports',
      seq: 7,
      iat: now.getTime() / 1000,
      exp: now.getTime() / 1000 + 120,
      // printf body | openssl dgst -sha256 -binary | base64url
      bodySha256: 'Iw2DWNyOiJC0xY3utikS7i8gNXrpKlzIYbmOaP4xrLU',
    });
    const again = await compactVerify(await signProof(key, request), await importJWK(key.publicKey, 'ES256'));
    expect(JSON.parse(new TextDecoder().decode(again.payload)).jti).not.toBe(claims.jti);
  });
});

describe('sequence', () => {
  it('only grows: across openings, a clock set back, and a lost or corrupt file', async () => {
    const clock = testClock();
    const file = join(folder, 'sequence.json');
    const first = await openSequence(file, clock).next();
    const second = await openSequence(file, clock).next();
    expect(second).toBeGreaterThan(first);
    clock.advance(-3600_000);
    const third = await openSequence(file, clock).next();
    expect(third).toBeGreaterThan(second);
    clock.advance(3600_000 + 60_000);
    await writeFile(file, 'not json');
    const fourth = await openSequence(file, clock).next();
    expect(fourth).toBeGreaterThan(third);
    expect((await readdir(folder)).some((name) => name.startsWith('sequence.json.set-aside'))).toBe(true);
  });
});
