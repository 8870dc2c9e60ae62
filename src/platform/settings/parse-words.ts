import { settingLines } from './setting-lines.ts';
import { leaf, nodeLimit, type SettingsNode, wholeFile } from './settings-node.ts';
import { splitWords } from './split-words.ts';

const settings = new Set(['login', 'user', 'password', 'account', 'port']);

/**
 * `.netrc`: words, however they are spread over lines. Each `machine` and `default` is an item with what follows as its settings. The commands of a
 * `macdef`, up to the next empty line for those who wrote it, are left out up to the next item.
 * https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
 */
export function parseWords(text: string): SettingsNode | null {
  const count = nodeLimit();
  const items: { name: string; value: string | null; children: SettingsNode[] }[] = [];
  let wanted: ((word: string) => void) | null = null;
  let inMacro = false;
  let words = 0;
  for (const line of settingLines(text)) {
    if (line.startsWith('#')) continue;
    for (const word of splitWords(line, '')) {
      count();
      words += 1;
      const item = items.at(-1);
      if (wanted !== null) {
        wanted(word);
        wanted = null;
      } else if (word === 'default' || word === 'machine') {
        const opened: (typeof items)[number] = { name: word, value: null, children: [] };
        items.push(opened);
        inMacro = false;
        if (word === 'machine')
          wanted = (host) => {
            opened.value = host;
          };
      } else if (word === 'macdef') inMacro = true;
      else if (!inMacro && item !== undefined && settings.has(word))
        wanted = (value) => {
          item.children.push(leaf(word, value));
        };
    }
  }
  return words > 0 && items.length === 0 ? null : wholeFile(items);
}
