import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSigner, newBundle, type Signer } from '../../../test/doubles/made-bundle.ts';
import { readBundleKeys } from './bundle-keys.ts';
import { verifyBundle } from './verify-bundle.ts';

let folder: string;
let signer: Signer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-bundle-keys-'));
  signer = await makeSigner();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The file says so; JSON is YAML. */
async function pinned(change: Record<string, unknown> = {}, file: Record<string, unknown> = {}) {
  const key = { name: 'A test', kid: signer.kid, asOf: '2026-11-27', jwk: signer.publicKey, ...change };
  const text = JSON.stringify({ schemaVersion: 1, keys: [key], ...file });
  await writeFile(join(folder, 'bundle-keys.yaml'), text);
  return readBundleKeys(folder);
}

describe('the pinned keys of bundles', () => {
  it('are none in this package, until there is a release that has one', async () => {
    expect([...(await readBundleKeys())]).toEqual([]);
  });

  it('are those that a bundle may be signed with', async () => {
    const jws = Buffer.from(await signer.sign(newBundle()));
    const inForce = { number: null, catalogueVersion: '2026-01-01.00000000' };
    const taken = await verifyBundle(jws, await pinned(), inForce, new Date('2026-11-27T12:00:00Z'));
    expect(taken.version.number).toBe(7);
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'another key under a thumbprint',
      async () => pinned({ jwk: (await makeSigner()).publicKey }),
      /keys\.0\.kid/,
    ],
    [
      'a point beside the curve',
      async () => {
        const jwk = { ...signer.publicKey, y: 'A'.repeat(43) };
        return pinned({ jwk, kid: await calculateJwkThumbprint(jwk, 'sha256') });
      },
      /keys\.0\.jwk/,
    ],
    ['a private key', () => pinned({ jwk: { ...signer.publicKey, d: 'A'.repeat(43) } }), /keys\.0\.jwk/],
    ['another curve', () => pinned({ jwk: { ...signer.publicKey, crv: 'P-384' } }), /keys\.0\.jwk\.crv/],
    ['an unknown field', () => pinned({}, { trustEverything: true }), /bundle-keys\.yaml/],
  ])('%s is refused', async (_what, read, where) => {
    await expect(read()).rejects.toMatchObject({
      code: 'policy.invalid',
      where: expect.stringMatching(where),
    });
  });

  it('without the file nothing is trusted', async () => {
    await expect(readBundleKeys(folder)).rejects.toMatchObject({ code: 'policy.unreadable' });
  });
});
