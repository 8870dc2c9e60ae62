import { join } from 'node:path';
import { calculateJwkThumbprint, importJWK } from 'jose';
import type { PublicKeyJwk } from '../../contract/http.ts';
import { BundleKeyFile } from '../../contract/policy-bundle.ts';
import { ProblemError } from '../../contract/problem.ts';
import { packagedPolicyFolder } from '../packaged-policy-folder.ts';
import { readPolicyFile } from '../policy-file.ts';

/** Public keys for ES256 by their thumbprint. */
export type BundleKeys = ReadonlyMap<string, CryptoKey>;

/**
 * Reads `bundle-keys.yaml` of a policy folder; without `dir` the one that came with the package. No key at all is a valid answer.
 * Throws `policy.unreadable` or `policy.invalid`, the latter also when a key is not the one its thumbprint names.
 */
export async function readBundleKeys(dir?: string): Promise<BundleKeys> {
  const file = join(dir ?? (await packagedPolicyFolder()), 'bundle-keys.yaml');
  const { keys } = await readPolicyFile(file, BundleKeyFile);
  const pinned = new Map<string, CryptoKey>();
  for (const [index, { name, kid, jwk }] of keys.entries()) {
    const refuse = (field: string, fault: string): never => {
      const place = `keys.${index}.${field}`;
      throw new ProblemError('policy.invalid', `${file}: ${place}: the key of ${name} ${fault}`, {
        where: `${file} ${place}`,
      });
    };
    const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
    if (thumbprint !== kid) refuse('kid', `has the thumbprint ${thumbprint}`);
    pinned.set(kid, (await importKey(jwk)) ?? refuse('jwk', 'is not a point of the curve P-256'));
  }
  return pinned;
}

async function importKey(jwk: PublicKeyJwk): Promise<CryptoKey | null> {
  const key = await importJWK(jwk, 'ES256').catch(() => null);
  return key instanceof Uint8Array ? null : key;
}
