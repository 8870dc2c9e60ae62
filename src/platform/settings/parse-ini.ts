import { branch, leaf, type SettingsNode, wholeFile } from './settings-node.ts';

/**
 * Sections of `key=value` or `key:value` lines; keys before the first section stand at the top. The same section or key may come again: both are kept.
 * Lines that are neither are passed over, as the programs that write such files do.
 */
export function parseIni(text: string): SettingsNode | null {
  const top: SettingsNode[] = [];
  const sections: { name: string; children: SettingsNode[] }[] = [];
  let understood = 0;
  let lines = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    lines += 1;
    const section = /^\[(.*)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      sections.push({ name: section, children: [] });
      understood += 1;
      continue;
    }
    const pair = /^([^=]+?)\s*=\s*(.*)$/s.exec(line);
    if (pair?.[1] === undefined) continue;
    understood += 1;
    (sections.at(-1)?.children ?? top).push(leaf(pair[1], pair[2] ?? ''));
  }
  if (lines > 0 && understood === 0) return null;
  return wholeFile([...top, ...sections.map(({ name, children }) => branch(name, children))]);
}
