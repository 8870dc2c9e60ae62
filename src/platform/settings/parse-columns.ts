import { settingLines } from './setting-lines.ts';
import { branch, leaf, nodeLimit, type SettingsNode, wholeFile } from './settings-node.ts';
import { splitWords } from './split-words.ts';

/**
 * Every line is an item `line` whose words are its settings by number, from 1. Options in a word, parted by commas, are its settings by name:
 * `4/credentials`. https://man7.org/linux/man-pages/man5/fstab.5.html
 */
export function parseColumns(text: string): SettingsNode | null {
  const count = nodeLimit();
  const found: SettingsNode[] = [];
  for (const line of settingLines(text)) {
    const words = splitWords(line, '#');
    if (words.length === 0) continue;
    count(words.length + 1);
    const columns = words.map((word, at): SettingsNode => {
      const children = optionsIn(word);
      count(children.length);
      return { name: String(at + 1), value: word, children };
    });
    found.push(branch('line', columns));
  }
  return wholeFile(found);
}

function optionsIn(word: string): SettingsNode[] {
  if (!/[,=]/.test(word)) return [];
  return word.split(',').map((option) => {
    const equals = option.indexOf('=');
    return equals === -1 ? leaf(option, null) : leaf(option.slice(0, equals), option.slice(equals + 1));
  });
}
