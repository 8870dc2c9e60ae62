import { countOf } from './member-values.ts';
import { readCborMap } from './read-cbor.ts';

const pinRetriesKey = 0x03;
const powerCycleKey = 0x04;
const uvRetriesKey = 0x05;

/**
 * clientPIN getPINRetries: wrong entries left (0 = blocked until reset), and whether the key wants to be unplugged before the next.
 * Without powerCycleState it does not.
 */
export function decodePinRetries(
  hex: string,
): { ok: true; value: { left: number; replugFirst: boolean } } | { ok: false; detail: string } {
  const read = readCborMap(hex);
  if (!read.ok) return read;
  const left = countOf(read.map.get(pinRetriesKey));
  if (left === null) return { ok: false, detail: 'no usable pinRetries (member 0x03)' };
  const powerCycle = read.map.get(powerCycleKey) ?? false;
  if (typeof powerCycle !== 'boolean')
    return { ok: false, detail: 'powerCycleState (member 0x04) is not a boolean' };
  return { ok: true, value: { left, replugFirst: powerCycle } };
}

/** clientPIN getUVRetries: failed verifications left before the key falls back to its PIN (0 = now). */
export function decodeUvRetries(hex: string): { ok: true; value: number } | { ok: false; detail: string } {
  const read = readCborMap(hex);
  if (!read.ok) return read;
  const left = countOf(read.map.get(uvRetriesKey));
  return left === null
    ? { ok: false, detail: 'no usable uvRetries (member 0x05)' }
    : { ok: true, value: left };
}
