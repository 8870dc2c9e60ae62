import { tidyText } from '../probe.ts';

export type OsRelease = { id: string; like: string[]; prettyName: string; version: string | null };

const LINE = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/;
const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const MAX_LIKE = 8;

/** Takes the shell quoting off one value: single quotes literal, backslash escapes elsewhere, no expansion. */
function unquote(raw: string): string | null {
  const value = raw.trim();
  if (value.startsWith("'")) return value.length > 1 && value.endsWith("'") ? value.slice(1, -1) : null;
  if (value.startsWith('"')) {
    if (value.length < 2 || !value.endsWith('"')) return null;
    return value.slice(1, -1).replace(/\\(["$`\\])/g, '$1');
  }
  return value.replace(/\\(.)/g, '$1');
}

/**
 * Reads os-release text. `unreadable` when it names no system at all; a missing VERSION_ID is a rolling release, not a
 * fault. Format and defaults: https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
export function parseOsRelease(text: string): OsRelease | 'unreadable' {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const match = LINE.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const value = unquote(match[2]);
    if (value !== null && value !== '') values.set(match[1], tidyText(value));
  }
  const id = values.get('ID')?.toLowerCase();
  const name = values.get('NAME');
  if (id === undefined && name === undefined && !values.has('PRETTY_NAME')) return 'unreadable';
  return {
    id: id !== undefined && ID.test(id) ? id : 'linux',
    like: (values.get('ID_LIKE')?.toLowerCase() ?? '')
      .split(/\s+/)
      .filter((word) => ID.test(word))
      .slice(0, MAX_LIKE),
    prettyName: values.get('PRETTY_NAME') ?? name ?? id ?? 'Linux',
    version: values.get('VERSION_ID') ?? null,
  };
}
