import { settingLines } from './setting-lines.ts';
import { branch, leaf, nodeLimit, type SettingsNode, wholeFile } from './settings-node.ts';
import { splitWords } from './split-words.ts';

/**
 * A word and its arguments on each line: the word's value is all arguments, null without any, and its children are the arguments by number. Of a block
 * `<name>` … `</name>`, which holds keys and passwords, nothing is kept but the name, with a child `inline`. A block without its end is malformed.
 * https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/, https://man.openbsd.org/ssh_config
 */
export function parseDirectives(text: string): SettingsNode | null {
  const count = nodeLimit();
  const found: SettingsNode[] = [];
  let block: string | null = null;
  let lines = 0;
  for (const line of settingLines(text)) {
    if (block !== null) {
      if (line === `</${block}>`) block = null;
      continue;
    }
    const opened = /^<([\w-]{1,60})>$/.exec(line)?.[1];
    if (opened !== undefined) {
      block = opened;
      found.push(branch(opened, [leaf('inline', null)]));
      continue;
    }
    const [name, ...args] = splitWords(line, '#;');
    if (name === undefined) continue;
    lines += 1;
    if (!/^[A-Za-z_][\w.-]{0,199}$/.test(name)) continue;
    count(args.length + 1);
    found.push({
      name,
      value: args.length === 0 ? null : args.join(' '),
      children: args.map((arg, at) => leaf(String(at + 1), arg)),
    });
  }
  return block !== null || (lines > 0 && found.length === 0) ? null : wholeFile(found);
}
