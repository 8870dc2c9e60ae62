/** Milliseconds asked for by a `Retry-After` header (seconds or an HTTP date, RFC 9110 section 10.2.3); null when absent or senseless. */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
