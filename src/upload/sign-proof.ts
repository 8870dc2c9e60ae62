import { createHash, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { PROOF_LIFETIME_S, PROOF_TYPE, type ProofClaims } from '../contract/http.ts';
import type { InstallationKey } from './installation-key.ts';

export type SignedRequest = {
  /** Origin of the collector: `https://keyready.example`. */
  audience: string;
  method: ProofClaims['htm'];
  /** Path with query, as sent. */
  path: string;
  /** Bytes on the wire, after gzip. */
  body: Uint8Array;
  seq: number;
  now: Date;
};

/**
 * Signs the proof of one request (ES256 JWS). `introduce` puts the public key into the header, for enrolment, when the
 * collector does not know the key yet; otherwise the header names it by thumbprint.
 */
export function signProof(key: InstallationKey, request: SignedRequest, introduce = false): Promise<string> {
  const iat = Math.floor(request.now.getTime() / 1000);
  const claims: ProofClaims = {
    aud: request.audience,
    iat,
    exp: iat + PROOF_LIFETIME_S,
    jti: randomBytes(16).toString('base64url'),
    htm: request.method,
    htu: request.path,
    bodySha256: createHash('sha256').update(request.body).digest('base64url'),
    seq: request.seq,
  };
  const named = introduce ? { jwk: key.publicKey } : { kid: key.thumbprint };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: PROOF_TYPE, ...named })
    .sign(key.privateKey);
}
