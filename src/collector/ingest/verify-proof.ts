import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import {
  PROOF_CLOCK_TOLERANCE_S,
  PROOF_LIFETIME_S,
  PROOF_TYPE,
  ProofClaims,
  PublicKeyJwk,
} from '../../contract/http.ts';
import { type ProblemCode, ProblemError } from '../../contract/problem.ts';

/** A proof is a few hundred bytes; anything longer is not worth decoding. */
const maxProofBytes = 4096;

/** Names of keys are base64url; anything else is not worth a question to the database. */
const thumbprintShape = /^[A-Za-z0-9_-]{1,100}$/;

/** What a proof claims to be signed with: a key we should know, or (when enrolling) the key itself. */
export type ProofSigner = { kid: string } | { jwk: PublicKeyJwk };
/** The request as it arrived, to hold the proof against. */
export type ProofTarget = { method: string; path: string; audiences: readonly string[]; now: Date };
/** Words of failure differ by where the proof is used: `ingest.bad-signature` or `enroll.bad-proof`. */
export type BadProofCode = Extract<ProblemCode, 'ingest.bad-signature' | 'enroll.bad-proof'>;

/** Looks at the header of a proof without believing it. Cheap: no key is touched. Throws `ingest.no-proof` and `bad`. */
export function readProofSigner(proof: string | undefined, bad: BadProofCode): ProofSigner {
  if (proof === undefined || proof === '')
    throw new ProblemError('ingest.no-proof', 'the request carries no keyready-proof header');
  if (proof.length > maxProofBytes) throw new ProblemError(bad, 'the proof is too long');
  const header = decodeHeader(proof, bad);
  if (header.alg !== 'ES256')
    throw new ProblemError(bad, 'the proof must be signed with ES256', { where: 'alg' });
  if (header.typ !== PROOF_TYPE)
    throw new ProblemError(bad, `the proof must have typ ${PROOF_TYPE}`, { where: 'typ' });
  if (header.jwk !== undefined) {
    const jwk = PublicKeyJwk.safeParse(header.jwk);
    if (!jwk.success)
      throw new ProblemError(bad, 'the key in the proof is no P-256 public key', { where: 'jwk' });
    return { jwk: jwk.data };
  }
  if (typeof header.kid !== 'string' || !thumbprintShape.test(header.kid))
    throw new ProblemError(bad, 'the proof does not name its key', { where: 'kid' });
  return { kid: header.kid };
}

function decodeHeader(proof: string, bad: BadProofCode): ReturnType<typeof decodeProtectedHeader> {
  try {
    return decodeProtectedHeader(proof);
  } catch (cause) {
    throw new ProblemError(bad, 'the proof is not a signed token', { cause });
  }
}

/**
 * Checks signature, time, audience, method and path of a proof; everything that needs no body. Throws `bad` and
 * `ingest.proof-expired` (also for a clock that is off).
 */
export async function verifyProof(
  proof: string,
  publicJwk: PublicKeyJwk,
  target: ProofTarget,
  bad: BadProofCode,
): Promise<ProofClaims> {
  const claims = await verifySignature(proof, publicJwk, bad);
  const nowS = Math.floor(target.now.getTime() / 1000);
  if (claims.exp <= claims.iat || claims.exp - claims.iat > PROOF_LIFETIME_S)
    throw new ProblemError(bad, `a proof may live ${PROOF_LIFETIME_S} s at most`, { where: 'exp' });
  if (claims.iat > nowS + PROOF_CLOCK_TOLERANCE_S || claims.exp < nowS - PROOF_CLOCK_TOLERANCE_S)
    throw new ProblemError(
      'ingest.proof-expired',
      `the proof was made for ${inWords(claims.iat)}, here it is ${inWords(nowS)}`,
      { where: 'iat' },
    );
  if (!target.audiences.includes(claims.aud))
    throw new ProblemError(bad, 'the proof was made for another collector', { where: 'aud' });
  if (claims.htm !== target.method)
    throw new ProblemError(bad, 'the proof was made for another method', { where: 'htm' });
  if (claims.htu !== target.path)
    throw new ProblemError(bad, 'the proof was made for another address', { where: 'htu' });
  return claims;
}

async function verifySignature(
  proof: string,
  publicJwk: PublicKeyJwk,
  bad: BadProofCode,
): Promise<ProofClaims> {
  let payload: Uint8Array;
  try {
    const key = await importJWK(publicJwk, 'ES256');
    ({ payload } = await compactVerify(proof, key, { algorithms: ['ES256'] }));
  } catch (cause) {
    throw new ProblemError(bad, 'the signature does not belong to this key and proof', { cause });
  }
  try {
    return ProofClaims.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
  } catch (cause) {
    throw new ProblemError(bad, 'the proof lacks a claim it needs', { cause });
  }
}

/** Holds the body as it came over the wire against the hash in the proof. Throws `ingest.body-mismatch`. */
export function checkBodyHash(claims: ProofClaims, body: Uint8Array): void {
  if (createHash('sha256').update(body).digest('base64url') !== claims.bodySha256)
    throw new ProblemError('ingest.body-mismatch', 'the body is not the one that was signed');
}

/** RFC 7638 thumbprint, base64url: the name of a key and, until Entra is asked, of its device. */
export function thumbprintOf(publicJwk: PublicKeyJwk): Promise<string> {
  return calculateJwkThumbprint(publicJwk, 'sha256');
}

function inWords(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'no time at all' : date.toISOString();
}
