import type { GetInfoFacts } from '../contract/facts/get-info.ts';
import { optionalMembers } from './get-info-members.ts';
import { aaguidOf, flagOf, kindOf, nameOf, wordsOf } from './member-values.ts';
import { readCborMap } from './read-cbor.ts';

const versionsKey = 0x01;
const aaguidKey = 0x03;
const optionsKey = 0x04;
const knownKeys = new Set<unknown>([
  versionsKey,
  aaguidKey,
  optionsKey,
  ...optionalMembers.map(({ key }) => key),
]);
/** Longest lists and names that the facts take. */
const MAX_NAMED = 100;
const MAX_NAME_CHARS = 200;

/**
 * authenticatorGetInfo, from the hex after its status byte. Never throws. An answer without usable versions or AAGUID is no
 * answer; any other member of the wrong kind is left out and named in `faultyMembers` by the specification's name, an option
 * as `options.<id>`: there absent must not be read as "cannot".
 */
export function decodeGetInfo(hex: string): { ok: true; info: GetInfoFacts } | { ok: false; detail: string } {
  const read = readCborMap(hex);
  if (!read.ok) return read;
  const { map, canonical } = read;
  const versions = wordsOf(map.get(versionsKey));
  if (versions === null || versions.length === 0)
    return { ok: false, detail: 'no usable versions (member 0x01)' };
  const aaguid = aaguidOf(map.get(aaguidKey));
  if (aaguid === null) return { ok: false, detail: 'no usable aaguid (member 0x03)' };

  const faulty: string[] = [];
  const fields: Record<string, unknown> = { versions, aaguid, canonical };
  if (map.has(optionsKey)) {
    const options = optionsOf(map.get(optionsKey), faulty);
    if (options !== null) fields.options = options;
  }
  for (const { key, name, field, read: readValue } of optionalMembers) {
    if (!map.has(key)) continue;
    const value = readValue(map.get(key));
    if (value === null) faulty.push(name);
    else fields[field] = value;
  }
  const unknown = unknownMembersOf(map);
  if (unknown.length > 0) fields.unknownMembers = unknown.slice(0, MAX_NAMED);
  if (unknown.length > MAX_NAMED) faulty.push(`${unknown.length - MAX_NAMED} more unknown members`);
  if (faulty.length > 0) fields.faultyMembers = faulty.slice(0, MAX_NAMED);
  // Each field was read by the reader that `member` tied to its type.
  return { ok: true, info: fields as GetInfoFacts };
}

function optionsOf(value: unknown, faulty: string[]): Record<string, boolean> | null {
  if (!(value instanceof Map)) {
    faulty.push('options');
    return null;
  }
  const options: [string, boolean][] = [];
  for (const [key, set] of value) {
    const name = nameOf(key);
    const flag = flagOf(set);
    if (name !== null && flag !== null) options.push([name, flag]);
    else faulty.push(`options.${shownKey(key)}`.slice(0, MAX_NAME_CHARS));
  }
  return Object.fromEntries(options);
}

function unknownMembersOf(map: ReadonlyMap<unknown, unknown>): { key: string; valueKind: string }[] {
  return [...map]
    .filter(([key]) => !knownKeys.has(key))
    .map(([key, value]) => ({
      key: typeof key === 'string' ? `"${shownKey(key)}"` : String(key),
      valueKind: kindOf(value),
    }));
}

/** Text a key chose, fit for a terminal and a table. */
function shownKey(key: unknown): string {
  return String(key)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 60);
}
