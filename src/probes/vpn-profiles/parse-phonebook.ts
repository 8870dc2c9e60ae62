/** One connection of a phone book. Names of keys in lower case; a repeated key keeps all its lines in order. */
export type PhonebookEntry = { name: string; lines: ReadonlyMap<string, readonly string[]> };

/** With more entries than this it is no phone book; a person's has a handful. */
const MOST_ENTRIES = 200;
/** A key that repeats more often than this is not followed further. */
const MOST_LINES = 2000;

/**
 * Entries of `rasphone.pbk` (https://learn.microsoft.com/en-us/windows/win32/rras/ras-phone-books): INI-like text in which blocks for
 * components, ports and devices follow inside an entry, and a long value stands as several lines of one key. Only keys in `wanted` are
 * kept, so that addresses and names of people never get further. Null when the text is no phone book (UTF-16, binary, endless).
 */
export function parsePhonebook(text: string, wanted: ReadonlySet<string>): PhonebookEntry[] | null {
  if (text.includes('\0')) return null;
  const entries: { name: string; lines: Map<string, string[]> }[] = [];
  let entry: (typeof entries)[number] | undefined;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    const name = /^\[(.*)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      if (entries.length >= MOST_ENTRIES) return null;
      entry = { name, lines: new Map() };
      entries.push(entry);
      continue;
    }
    const equals = line.indexOf('=');
    if (entry === undefined || equals <= 0) continue;
    const key = line.slice(0, equals).trimEnd().toLowerCase();
    if (!wanted.has(key)) continue;
    const values = entry.lines.get(key) ?? [];
    if (values.length < MOST_LINES) values.push(line.slice(equals + 1).trimStart());
    entry.lines.set(key, values);
  }
  return entries;
}

/** A number of an entry: decimal, may be negative. Null when it is missing, is no number, or stands there twice with different values. */
export function numberIn(entry: PhonebookEntry, key: string): number | null {
  const values = new Set(entry.lines.get(key));
  const [value] = values;
  return values.size === 1 && value !== undefined && /^-?\d{1,10}$/.test(value) ? Number(value) : null;
}
