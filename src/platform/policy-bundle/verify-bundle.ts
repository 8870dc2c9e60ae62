import { compactVerify, errors } from 'jose';
import { BundleHeader, MAX_BUNDLE_BYTES, type PolicyBundle } from '../../contract/policy-bundle.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { BundleKeys } from './bundle-keys.ts';
import { readBundlePayload } from './bundle-payload.ts';

/** What a bundle must not be older than. */
export type InForce = {
  /** Number of the bundle that is installed; null when there is none. */
  number: number | null;
  /** Version of the catalogue that is used now, installed or of the package. */
  catalogueVersion: string;
};

const MAX_HEADER_CHARS = 1024;

/**
 * A bundle, believed only after everything has been checked, in this order: size, form, key, signature; only then is the document read: what it
 * says, whether it is its time, whether something newer is in force. One of the number in force may be installed again.
 *
 * Throws `bundle.too-large`, `bundle.malformed`, `bundle.unknown-key`, `bundle.bad-signature`, `bundle.schema` (naming the field),
 * `bundle.not-yet-valid`, `bundle.expired`, `bundle.rolled-back`.
 */
export async function verifyBundle(
  bytes: Uint8Array,
  keys: BundleKeys,
  inForce: InForce,
  now: Date,
): Promise<PolicyBundle> {
  if (bytes.length > MAX_BUNDLE_BYTES)
    throw new ProblemError('bundle.too-large', `the bundle has more than ${MAX_BUNDLE_BYTES} bytes`);
  // Every byte of a compact JWS is ASCII; latin1 keeps one character a byte, so that any other byte is refused.
  const jws = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const { kid } = readHeader(jws);
  const key = keys.get(kid);
  if (key === undefined) throw unknownKey(kid, keys.size);
  const bundle = readBundlePayload(await verifySignature(jws, key));
  checkTime(bundle, now);
  checkOrder(bundle, inForce);
  return bundle;
}

function readHeader(jws: string): BundleHeader {
  const parts = jws.split('.');
  const [header = ''] = parts;
  if (parts.length !== 3 || !parts.every(isBase64url))
    throw malformed('it is not three parts of base64url text joined by dots');
  const checked = BundleHeader.safeParse(header.length > MAX_HEADER_CHARS ? null : parseHeader(header));
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const where = ['header', ...(issue?.path ?? [])].join('/');
  throw malformed(`${where}: ${issue?.message ?? 'not as agreed'}`, where);
}

function parseHeader(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Spelled in the one way there is: the last character may have bits that mean nothing. */
function isBase64url(part: string): boolean {
  return /^[\w-]+$/.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part;
}

async function verifySignature(jws: string, key: CryptoKey): Promise<Uint8Array> {
  try {
    return (await compactVerify(jws, key, { algorithms: ['ES256'] })).payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw new ProblemError('bundle.bad-signature', 'signature and content do not fit', {
      where: 'signature',
      cause,
    });
  }
}

function checkTime({ notBefore, expires }: PolicyBundle, now: Date): void {
  if (now.getTime() < Date.parse(notBefore))
    throw new ProblemError('bundle.not-yet-valid', `it is valid from ${notBefore}`, { where: 'notBefore' });
  if (now.getTime() >= Date.parse(expires))
    throw new ProblemError('bundle.expired', `it was valid until ${expires}`, { where: 'expires' });
}

function checkOrder({ version, files }: PolicyBundle, { number, catalogueVersion }: InForce): void {
  if (number !== null && version.number < number) {
    const what = `it is number ${version.number}, and number ${number} is in force`;
    throw new ProblemError('bundle.rolled-back', what, { where: 'version/number' });
  }
  // A newer program may have brought a newer catalogue than the newest bundle.
  const [day, dayInForce] = [files.catalogue.version.slice(0, 10), catalogueVersion.slice(0, 10)];
  if (day < dayInForce) {
    const what = `its catalogue is of ${day}, and one of ${dayInForce} is in force`;
    throw new ProblemError('bundle.rolled-back', what, { where: 'files/catalogue/version' });
  }
}

function unknownKey(kid: string, known: number): ProblemError {
  const what = known === 0 ? 'this package trusts no key yet' : `none of the ${known} trusted keys is ${kid}`;
  return new ProblemError('bundle.unknown-key', what, { where: 'header/kid' });
}

function malformed(what: string, where?: string): ProblemError {
  return new ProblemError('bundle.malformed', what, where === undefined ? {} : { where });
}
