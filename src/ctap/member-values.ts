/** Readers of single CBOR values. Each returns null when the value is not of its kind or beyond its limits. */

const MAX_LIST = 100;
/** Names in CTAP are plain ASCII; anything else could also play tricks on a terminal. */
const word = /^[\x20-\x7e]{0,200}$/;
const maxUrlChars = 2000;
const fatalUtf8 = new TextDecoder('utf-8', { fatal: true });

export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A number that CTAP wants above 0; one key in the field says 0, which tells nothing. */
export function positiveOf(value: unknown): number | null {
  const count = countOf(value);
  return count === 0 ? null : count;
}

export function flagOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

export function wordOf(value: unknown): string | null {
  return typeof value === 'string' && word.test(value) ? value : null;
}

export function wordsOf(value: unknown): string[] | null {
  return listOf(value, wordOf);
}

export function countsOf(value: unknown): number[] | null {
  return listOf(value, countOf);
}

/** 64-bit numbers as decimal text. */
export function bigCountsOf(value: unknown): string[] | null {
  return listOf(value, (item) => {
    const isCount = countOf(item) !== null || (typeof item === 'bigint' && item >= 0n);
    return isCount ? String(item) : null;
  });
}

/** At least one. */
export function someCountsOf(value: unknown): number[] | null {
  const counts = countsOf(value);
  return counts?.length === 0 ? null : counts;
}

/** `[{alg, type}]`; a COSE number we do not know is as good as any. */
export function algorithmsOf(value: unknown): { alg: number; type: string }[] | null {
  return listOf(value, (item) => {
    if (!(item instanceof Map)) return null;
    const alg: unknown = item.get('alg');
    const type = wordOf(item.get('type'));
    return typeof alg === 'number' && Number.isSafeInteger(alg) && type !== null ? { alg, type } : null;
  });
}

export function certificationsOf(value: unknown): Record<string, number> | null {
  if (!(value instanceof Map) || value.size > MAX_LIST) return null;
  const entries: [string, number][] = [];
  for (const [key, level] of value) {
    const name = nameOf(key);
    const count = countOf(level);
    if (name === null || count === null) return null;
    entries.push([name, count]);
  }
  return Object.fromEntries(entries);
}

/** Only that it is there: 32 bytes, a nonce and one encrypted block. */
export function sealedOf(value: unknown): true | null {
  return value instanceof Uint8Array && value.length === 32 ? true : null;
}

/** A URL as UTF-8 bytes. */
export function urlOf(value: unknown): string | null {
  if (!(value instanceof Uint8Array) || value.length > maxUrlChars) return null;
  try {
    const text = fatalUtf8.decode(value);
    return /\p{C}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** `aabbccdd-…` from 16 bytes. */
export function aaguidOf(value: unknown): string | null {
  if (!(value instanceof Uint8Array) || value.length !== 16) return null;
  const hex = Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** A word fit to be the name of a field. `__proto__` is none: as a field it would be lost on the way. */
export function nameOf(value: unknown): string | null {
  const text = wordOf(value);
  return text === '__proto__' ? null : text;
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Map) return 'map';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'string') return 'text';
  return typeof value;
}

function listOf<Item>(value: unknown, itemOf: (item: unknown) => Item | null): Item[] | null {
  if (!Array.isArray(value) || value.length > MAX_LIST) return null;
  const items: Item[] = [];
  for (const entry of value) {
    const item = itemOf(entry);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}
