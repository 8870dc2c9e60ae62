import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';
import { PublicKeyJwk } from '../contract/http.ts';
import type { ProblemError } from '../contract/problem.ts';
import { closeToOthers } from '../platform/close-to-others.ts';
import { readTextIfThere, setAside } from '../platform/state-file.ts';
import { writeAtomically } from '../platform/write-atomically.ts';

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

/**
 * Reads the installation's key, or makes one on first need. An unusable file is moved aside, never overwritten.
 * Two processes that start together end up with the same key.
 * Throws `state.not-writable` or `state.disk-full`.
 */
export async function loadInstallationKey(path: string): Promise<LoadedKey> {
  const stored = await readTextIfThere(path);
  if (stored === null) return { key: await makeKey(path) };
  const key = await keyFromPem(stored);
  if (key !== null) {
    await closeToOthers(path);
    return { key };
  }
  const { problem } = await setAside(path, 'does not hold a P-256 key');
  return { key: await makeKey(path), problem };
}

async function makeKey(path: string): Promise<InstallationKey> {
  const made = await generateKeyPair('ES256', { extractable: true });
  const written = await writeAtomically(path, await exportPKCS8(made.privateKey), { onlyIfAbsent: true });
  const pem = written ? null : await readTextIfThere(path);
  const fromOtherProcess = pem === null ? null : await keyFromPem(pem);
  return fromOtherProcess ?? describeKey(made.privateKey);
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
