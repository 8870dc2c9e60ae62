import { z } from 'zod';
import { ProblemError } from '../contract/problem.ts';

/**
 * RS256 is what the service signs with (https://github.com/MasterKale/SimpleWebAuthn/pull/788), ES256 what the example of
 * the specification has. Nothing symmetric: with HS256 the public key in the header would be the secret.
 */
export const acceptedAlgorithms = ['RS256', 'ES256'] as const;
const MAX_CERTIFICATES = 5;
/** A chain of five large certificates, and room. */
const MAX_HEADER_CHARS = 64 * 1024;

const Header = z.object({
  alg: z.string(),
  /** Base64 DER, the signer first (RFC 7515, 4.1.6). */
  x5c: z.array(z.base64().min(1)).min(1).max(MAX_CERTIFICATES),
});

export type BlobEnvelope = {
  /** Header, payload and signature, as they were signed. */
  jws: string;
  alg: (typeof acceptedAlgorithms)[number];
  /** DER, the signer first. Not checked. */
  certificates: Buffer[];
};

/**
 * Takes a blob apart: a JWS in compact form, its algorithm and its certificates. Nothing in it is trusted yet, and the payload
 * is not looked at. Throws `mds.malformed`, `mds.bad-algorithm`.
 */
export function openEnvelope(bytes: Buffer): BlobEnvelope {
  // Every byte of a compact JWS is ASCII; latin1 keeps one character a byte, so that any other byte fails the pattern.
  const jws = bytes.toString('latin1').trim();
  const parts = jws.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  // RFC 7515: without an algorithm the signature is empty, and that is the thing to say.
  if (parts.length !== 3 || !isBase64url(header) || !isBase64url(payload) || !/^[\w-]*$/.test(signature))
    throw malformed('it is not three parts of base64url text joined by dots');
  if (header.length > MAX_HEADER_CHARS) throw malformed('its header is too long', 'header');

  const parsed = parseJson(Buffer.from(header, 'base64url'), 'header');
  const named = z.object({ alg: z.string() }).safeParse(parsed);
  const alg = acceptedAlgorithms.find((known) => known === named.data?.alg);
  if (named.success && alg === undefined) {
    const shown = JSON.stringify(named.data.alg.slice(0, 40));
    const accepted = acceptedAlgorithms.join(' and ');
    throw new ProblemError('mds.bad-algorithm', `its header says "alg": ${shown}; accepted are ${accepted}`, {
      where: 'header/alg',
    });
  }
  const checked = Header.safeParse(parsed);
  if (!checked.success || alg === undefined) throw malformedBy(checked.error, 'header');
  return { jws, alg, certificates: checked.data.x5c.map((text) => Buffer.from(text, 'base64')) };
}

/** Throws `mds.malformed` naming the part. */
export function parseJson(bytes: Uint8Array, part: 'header' | 'payload'): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ProblemError('mds.malformed', `its ${part} is not JSON in UTF-8`, { where: part, cause });
  }
}

/** The first fault of a part, by its path: `payload/entries/3/aaguid`. */
export function malformedBy(error: z.ZodError | undefined, part: 'header' | 'payload'): ProblemError {
  const issue = error?.issues[0];
  const where = [part, ...(issue?.path ?? [])].join('/');
  return malformed(`${where}: ${issue?.message ?? 'not as specified'}`, where);
}

function malformed(what: string, where?: string): ProblemError {
  return new ProblemError('mds.malformed', what, where === undefined ? {} : { where });
}

function isBase64url(text: string): boolean {
  return /^[\w-]+$/.test(text);
}
