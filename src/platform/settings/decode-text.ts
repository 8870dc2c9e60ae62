/** How much of a file decides what it is written in. */
const SAMPLE = 4096;

/**
 * Text of a file whose code page nobody tells: by its byte order mark, else UTF-16 where every second byte of a good part is 0, else UTF-8, else
 * Windows' western code page, in which any byte is a character. Null where it is no text: NUL bytes that make no UTF-16.
 */
export function decodeText(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le', bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be', bytes.subarray(2));
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = sample.length / 4;
  if (odd > most && even < odd / 8) return decode('utf-16le', bytes);
  if (even > most && odd < even / 8) return decode('utf-16be', bytes);
  if (bytes.includes(0)) return null;
  return decode('utf-8', bytes) ?? decode('windows-1252', bytes);
}

function decode(encoding: string, bytes: Buffer): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
