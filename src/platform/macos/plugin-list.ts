/**
 * What macOS notes of the person's choice. `on` and `off` are a choice; `undecided` is none, which is not "off"; `other` stands for
 * marks that say something else (superseded, debugged, unknown).
 */
export type Election = 'on' | 'off' | 'undecided' | 'other';
export type ListedPlugin = { id: string; election: Election };

const elections: Readonly<Record<string, Election>> = { '+': 'on', '-': 'off', '': 'undecided' };
const LINE = /^([+\-!=?]?)\s*([A-Za-z0-9][A-Za-z0-9._-]{0,200})\(/;
const MAX_LINES = 5000;

/** A line of `pluginkit -m -v`: mark of the choice, blanks, id and version in brackets (pluginkit(8)). Null for any other line. */
export function readPluginLine(line: string): ListedPlugin | null {
  const [, mark, id] = LINE.exec(line) ?? [];
  if (mark === undefined || id === undefined) return null;
  return { id, election: elections[mark] ?? 'other' };
}

export function readPluginList(text: string): ListedPlugin[] {
  return text
    .split(/\r?\n/)
    .slice(0, MAX_LINES)
    .flatMap((line) => readPluginLine(line) ?? []);
}
