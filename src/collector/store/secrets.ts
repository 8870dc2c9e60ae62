import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Letters that are not mistaken for each other when read aloud or typed (Crockford's base 32, https://www.crockford.com/base32.html). */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random 256-bit token, base64url. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** An enrolment code of 80 random bits for people to type: `7KQ2-0VXM-A4TB-9RDE`. */
export function makeEnrolmentCode(): string {
  const letters = Array.from({ length: 16 }, () => codeAlphabet[randomInt(codeAlphabet.length)]);
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

/** What people type for a code, as it was made: upper case, no separators, O, I and L read as the digits they look like. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** Secrets are kept as SHA-256 only; they are random enough that no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
