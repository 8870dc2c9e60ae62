import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { PublicKeyJwk } from '../../../src/contract/http.ts';

/** What a hostile or broken client may get wrong on purpose. */
export type ProofChanges = {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** Sign with another device's key. */
  signer?: SigningDevice;
};

/** A device as the collector sees it: a key, a name for it and ever larger sequence numbers. */
export type SigningDevice = {
  thumbprint: string;
  publicKey: PublicKeyJwk;
  privateKey: CryptoKey;
  proof(path: string, body: Uint8Array, changes?: ProofChanges): Promise<string>;
};

/** Makes a device whose proofs are for `audience`, with the real time unless claims say otherwise. */
export async function makeDevice(audience: () => string): Promise<SigningDevice> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await exportJWK(pair.publicKey);
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  const thumbprint = await calculateJwkThumbprint(publicKey);
  let seq = 0;
  return {
    thumbprint,
    publicKey,
    privateKey: pair.privateKey,
    async proof(path, body, { claims, header, signer } = {}) {
      const iat = Math.floor(Date.now() / 1000);
      seq += 1;
      const named = path === '/v1/enroll' ? { jwk: publicKey } : { kid: thumbprint };
      return new SignJWT({
        aud: audience(),
        iat,
        exp: iat + 120,
        jti: randomUUID(),
        htm: 'POST',
        htu: path,
        bodySha256: createHash('sha256').update(body).digest('base64url'),
        seq,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'keyready-proof+jwt', ...named, ...header })
        .sign(signer?.privateKey ?? pair.privateKey);
    },
  };
}

export function gzipJson(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value));
}

/** Sends a signed body to a collector that listens. */
export async function postSigned(
  url: string,
  path: string,
  device: SigningDevice,
  value: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const body = gzipJson(value);
  const response = await fetch(url + path, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'keyready-proof': await device.proof(path, body),
    },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Enrols a device; anything but success is an error. */
export async function enrol(url: string, code: string, device: SigningDevice, name: string): Promise<void> {
  const answer = await postSigned(url, '/v1/enroll', device, {
    code,
    publicKey: device.publicKey,
    device: { name, platform: 'linux' },
  });
  if (answer.status !== 200)
    throw new Error(`enrolment answered ${answer.status} ${JSON.stringify(answer.body)}`);
}
