import { settingLines } from './setting-lines.ts';
import { leaf, type SettingsNode, wholeFile } from './settings-node.ts';

/** Files of Remote Desktop: `name:type:value`, where the value may hold colons. https://learn.microsoft.com/en-us/azure/virtual-desktop/rdp-properties */
export function parseRdp(text: string): SettingsNode | null {
  return parseTypedLines(text, (first, second) => (isType(second) ? first : null));
}

/** Sites of Shrew Soft's client: `type:name:value`. https://www.shrew.net/static/help-2.2.x/html/ */
export function parseTypedPairs(text: string): SettingsNode | null {
  return parseTypedLines(text, (first, second) => (isType(first) ? second : null));
}

function isType(word: string): boolean {
  return /^[a-z]$/i.test(word);
}

function parseTypedLines(
  text: string,
  nameOf: (first: string, second: string) => string | null,
): SettingsNode | null {
  const found: SettingsNode[] = [];
  let lines = 0;
  for (const line of settingLines(text)) {
    if (line.startsWith('#')) continue;
    lines += 1;
    const one = line.indexOf(':');
    const two = one === -1 ? -1 : line.indexOf(':', one + 1);
    if (two === -1) continue;
    const name = nameOf(line.slice(0, one).trim(), line.slice(one + 1, two).trim());
    if (name !== null && name !== '') found.push(leaf(name, line.slice(two + 1).trim()));
  }
  return lines > 0 && found.length === 0 ? null : wholeFile(found);
}
