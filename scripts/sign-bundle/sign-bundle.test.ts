import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCatalogueFrom } from '../../src/platform/catalogue/read-catalogue.ts';
import { verifyBundle } from '../../src/platform/policy-bundle/verify-bundle.ts';
import { makeSigningKey, readSigningKey } from './key-file.ts';

const script = join(import.meta.dirname, '../sign-bundle.ts');
let folder: string;
let key: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-sign-'));
  key = join(folder, 'private.jwk');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sign = (...args: string[]) =>
  promisify(execFile)(process.execPath, [script, ...args]).catch(
    (error: { stderr: string; code: number }) => error,
  );

describe('the key that signs', () => {
  it('is made for its owner alone, never over another file, and shown by its public half', async () => {
    const shown = await makeSigningKey(key, '2026-11-27');
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    const { d } = JSON.parse(await readFile(key, 'utf8'));
    expect(d).toMatch(/^[\w-]{43}$/);
    expect(shown).not.toContain(d);
    expect(shown).toContain((await readSigningKey(key)).kid);
    await expect(makeSigningKey(key, '2026-11-27')).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('is refused when others may read it, and when it is none; the words quote nothing of it', async () => {
    await makeSigningKey(key, '2026-11-27');
    await chmod(key, 0o640);
    await expect(readSigningKey(key)).rejects.toThrow(/others: chmod 600/);
    await chmod(key, 0o600);
    const { d, ...open } = JSON.parse(await readFile(key, 'utf8'));
    for (const text of [JSON.stringify(open), JSON.stringify({ d, crv: 'P-384' }), d, '']) {
      await writeFile(key, text);
      const error = await readSigningKey(key).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ message: `${key} does not hold a private P-256 key as JWK` });
    }
  });
});

describe('npm run bundle:sign', () => {
  it('writes the catalogue of policy/ as a device takes it, and says that no device has the key', async () => {
    await makeSigningKey(key, '2026-11-27');
    const out = join(folder, 'bundle.jws');
    const said = await sign('--key', key, '--out', out, '--number', '12', '--days', '10');
    expect(said).toMatchObject({
      stderr: '',
      stdout: expect.stringMatching(/number 12,.*\s.*No device takes it yet/),
    });
    const { publicKey, kid } = await readSigningKey(key);
    const pinned = new Map([[kid, (await importJWK(publicKey, 'ES256')) as CryptoKey]]);
    const inForce = { number: 11, catalogueVersion: '2026-01-01.00000000' };
    const taken = await verifyBundle(await readFile(out), pinned, inForce, new Date());
    expect(taken.version.number).toBe(12);
    expect(taken.files.catalogue).toEqual(await readCatalogueFrom(join(script, '../../policy/catalogue')));
  });

  it('writes nothing without a key, a file, or with a number that is none', async () => {
    await makeSigningKey(key, '2026-11-27');
    const out = join(folder, 'bundle.jws');
    expect(await sign('--key', key)).toMatchObject({ code: 64 });
    expect(await sign('--key', key, '--out', out, '--number', '0')).toMatchObject({ code: 64 });
    expect(await sign('--key', join(folder, 'none'), '--out', out)).toMatchObject({ code: 1 });
    await expect(stat(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
