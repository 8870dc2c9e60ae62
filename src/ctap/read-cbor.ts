import { decodeFirst } from 'cborg';
import { CborGuard, MAX_CBOR_BYTES } from './cbor-guard.ts';
import { fromHex } from './hex.ts';

export type CborRead =
  | { ok: true; map: ReadonlyMap<unknown, unknown>; canonical: boolean }
  | { ok: false; detail: string };

/**
 * The one CBOR map a key answered with, from hex. Maps come as Map, integers beyond 2^53 as bigint. Refused: repeated keys,
 * indefinite lengths, tags, keys other than numbers and text, text that is not UTF-8, bytes after the end, and whatever
 * exceeds the limits of CborGuard. Longer heads and keys out of order are accepted, as libfido2 does, and make `canonical` false.
 */
export function readCborMap(hex: string): CborRead {
  const bytes = fromHex(hex);
  if (bytes === null) return { ok: false, detail: 'not hex' };
  if (bytes.length === 0) return { ok: false, detail: 'empty' };
  if (bytes.length > MAX_CBOR_BYTES)
    return { ok: false, detail: `${bytes.length} bytes of CBOR, at most ${MAX_CBOR_BYTES} fit` };
  const guard = new CborGuard(bytes);
  try {
    const [value, rest] = decodeFirst(bytes, {
      tokenizer: guard,
      useMaps: true,
      rejectDuplicateMapKeys: true,
    }) as [unknown, Uint8Array];
    if (rest.length > 0) return { ok: false, detail: `${rest.length} bytes after the end of the CBOR map` };
    if (!(value instanceof Map)) return { ok: false, detail: 'the CBOR is not a map' };
    return { ok: true, map: value, canonical: guard.canonical };
  } catch (error) {
    return { ok: false, detail: `CBOR: ${plainMessage(error)}` };
  }
}

/** cborg's messages may repeat what the key sent: only a short stretch of plain characters is passed on. */
function plainMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown error';
  return message
    .replace(/^CBOR decode error: /, '')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 120);
}
