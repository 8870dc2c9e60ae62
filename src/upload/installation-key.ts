import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';
import { PublicKeyJwk } from '../contract/http.ts';
import type { ProblemError } from '../contract/problem.ts';
import { loadSecret, type SecretForm } from '../platform/secret-file.ts';

/** The key pair this installation proves itself with. The private half stays in its file (0600) and in this object. */
export type InstallationKey = {
  privateKey: CryptoKey;
  publicKey: PublicKeyJwk;
  /** RFC 7638 SHA-256 thumbprint, base64url: the device id until an Entra device id is proven. */
  thumbprint: string;
};

export type LoadedKey = {
  key: InstallationKey;
  /** Set when the file found could not be used and a new key was made: the installation must be enrolled again. */
  problem?: ProblemError;
};

const installationKey: SecretForm<InstallationKey> = {
  read: keyFromPem,
  async make() {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    return { text: await exportPKCS8(privateKey), secret: await describeKey(privateKey) };
  },
  whyUnusable: 'does not hold a P-256 key',
};

/** Reads the installation's key, or makes one on first need. Throws `state.not-writable` or `state.disk-full`. */
export async function loadInstallationKey(path: string): Promise<LoadedKey> {
  const { secret: key, ...trouble } = await loadSecret(path, installationKey);
  return { key, ...trouble };
}

async function keyFromPem(pem: string): Promise<InstallationKey | null> {
  try {
    return await describeKey(await importPKCS8(pem, 'ES256', { extractable: true }));
  } catch {
    // Not PEM, cut short, or another curve: all mean "unusable", and the cause could quote the file.
    return null;
  }
}

async function describeKey(privateKey: CryptoKey): Promise<InstallationKey> {
  const { kty, crv, x, y } = await exportJWK(privateKey);
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  return { privateKey, publicKey, thumbprint: await calculateJwkThumbprint(publicKey, 'sha256') };
}
