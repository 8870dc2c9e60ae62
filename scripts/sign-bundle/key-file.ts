import { readFile, stat, writeFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { PublicKeyJwk } from '../../src/contract/http.ts';

export type SigningKey = {
  privateKey: CryptoKey;
  publicKey: PublicKeyJwk;
  /** The public half as a device has it. */
  verifying: CryptoKey;
  kid: string;
};

/** A private P-256 key as JWK. Throws, in words that quote nothing of it, when it is none or when others may read it. */
export async function readSigningKey(file: string): Promise<SigningKey> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Error(`${file} may be read by others: chmod 600 first`);
  const text = await readFile(file, 'utf8');
  try {
    const { d, ...rest } = JSON.parse(text);
    const publicKey = PublicKeyJwk.parse({ kty: rest.kty, crv: rest.crv, x: rest.x, y: rest.y });
    const privateKey = await importJWK({ ...publicKey, d }, 'ES256');
    const verifying = await importJWK(publicKey, 'ES256');
    if (privateKey instanceof Uint8Array || privateKey.type !== 'private' || verifying instanceof Uint8Array)
      throw new Error('not private');
    return { privateKey, publicKey, verifying, kid: await calculateJwkThumbprint(publicKey, 'sha256') };
  } catch {
    // The cause could quote the file.
    throw new Error(`${file} does not hold a private P-256 key as JWK`);
  }
}

/** Makes a key (0600), never over another file, and gives the entry for policy/bundle-keys.yaml. */
export async function makeSigningKey(file: string, today: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  await writeFile(file, `${JSON.stringify(jwk)}\n`, { mode: 0o600, flag: 'wx' });
  const { publicKey, kid } = await readSigningKey(file);
  const { kty, crv, x, y } = publicKey;
  return [
    '  - name: whose key this is',
    `    kid: ${kid}`,
    `    asOf: ${today}`,
    `    jwk: { kty: ${kty}, crv: ${crv}, x: ${x}, y: ${y} }`,
  ].join('\n');
}
