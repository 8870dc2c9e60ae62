/**
 * What macOS notes of the person's choice. `on` and `off` are a choice; `undecided` is none, which is not "off"; `other` stands for
 * marks that say something else (superseded, debugged, unknown).
 */
export type Election = 'on' | 'off' | 'undecided' | 'other';
export type ListedPlugin = {
  id: string;
  election: Election;
  /** Its bundle, where the line tells it. */
  path: string | null;
};

const elections: Readonly<Record<string, Election>> = { '+': 'on', '-': 'off', '': 'undecided' };
const LINE = /^([+\-!=?]?)\s*([A-Za-z0-9][A-Za-z0-9._-]{0,200})\(([^\n]*)$/;
const MAX_LINES = 5000;

/**
 * A line of `pluginkit -m -v`: mark of the choice, blanks, id and version in brackets, then a number, a time and the path, each after a tab
 * (pluginkit(8)). Null for any other line.
 */
export function readPluginLine(line: string): ListedPlugin | null {
  const [, mark, id, rest = ''] = LINE.exec(line) ?? [];
  if (mark === undefined || id === undefined) return null;
  const path = rest.split('\t').at(-1)?.trim() ?? '';
  return { id, election: elections[mark] ?? 'other', path: /^\/.*\.appex$/.test(path) ? path : null };
}

/** Null when no line of a text has that form: then nothing is known of the list. */
export function readPluginList(text: string): ListedPlugin[] | null {
  const lines = text
    .split(/\r?\n/)
    .slice(0, MAX_LINES)
    .filter((line) => line.trim() !== '' && !/^\s*\(no matches\)/.test(line));
  const plugins = lines.flatMap((line) => readPluginLine(line) ?? []);
  return lines.length > 0 && plugins.length === 0 ? null : plugins;
}
