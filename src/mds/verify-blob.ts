import type { KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { ProblemError } from '../contract/problem.ts';
import { type BlobEnvelope, openEnvelope } from './blob-envelope.ts';
import { checkChain } from './check-chain.ts';
import type { Trust } from './pinned-roots.ts';
import { type BlobPayload, readPayload } from './read-payload.ts';

/**
 * A blob of the FIDO Metadata Service (MDS3), believed only after everything has been checked, in this order: form and
 * algorithm, certificates up to a pinned root, name of the signer, signature; only then is the payload read. Revocation of the
 * certificates is not looked up, because an import works without a network.
 * Order: https://fidoalliance.org/specs/mds/fido-metadata-service-v3.1.1-ps-20260105.pdf
 *
 * Throws `mds.malformed`, `mds.bad-algorithm`, `mds.untrusted`, `mds.certificate-expired`, `mds.bad-signature`,
 * `mds.no-legal-header`.
 */
export async function verifyBlob(bytes: Buffer, trust: Trust, now: Date): Promise<BlobPayload> {
  const { jws, alg, certificates } = openEnvelope(bytes);
  const { publicKey } = checkChain(certificates, trust, now);
  return readPayload(await verifySignature(jws, alg, publicKey));
}

async function verifySignature(jws: string, alg: BlobEnvelope['alg'], key: KeyObject): Promise<Uint8Array> {
  if (!fits(key, alg))
    throw new ProblemError('mds.bad-signature', `the signer's key is not one for ${alg}`, {
      where: 'header/alg',
    });
  try {
    return (await compactVerify(jws, key, { algorithms: [alg] })).payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    const tampered = cause instanceof errors.JWSSignatureVerificationFailed;
    const words = tampered ? 'the signature does not fit the content' : cause.message;
    throw new ProblemError('mds.bad-signature', words, { where: tampered ? 'signature' : 'header', cause });
  }
}

/** RFC 7518: at least 2048 bits for RS256 (3.3), the curve P-256 for ES256 (3.4). */
function fits({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, alg: BlobEnvelope['alg']): boolean {
  return alg === 'RS256'
    ? asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
    : asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
}
