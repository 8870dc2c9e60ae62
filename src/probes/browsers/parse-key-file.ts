/** Groups of `key=value` lines: desktop files, mimeapps.list, application.ini. Localised keys (`Name[de]`) are kept as they are. */
export type KeyFile = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads a key file leniently: a line that is neither group nor pair is passed over, the first of repeated keys wins.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/basic-format.html
 */
export function parseKeyFile(text: string): KeyFile {
  const groups = new Map<string, Map<string, string>>();
  let group: Map<string, string> | undefined;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[') && line.endsWith(']')) {
      const name = line.slice(1, -1);
      group = groups.get(name) ?? new Map<string, string>();
      groups.set(name, group);
      continue;
    }
    const equals = line.indexOf('=');
    if (group === undefined || equals < 1) continue;
    const key = line.slice(0, equals).trimEnd();
    if (!group.has(key)) group.set(key, line.slice(equals + 1).trimStart());
  }
  return groups;
}

/** Items of a `;` separated value. */
export function splitList(value: string | undefined): string[] {
  return (value ?? '')
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
