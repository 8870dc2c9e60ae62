import { settingLines } from './setting-lines.ts';
import { leaf, nodeLimit, type SettingsNode, wholeFile } from './settings-node.ts';
import { unquoted } from './split-words.ts';

type Group = { word: string; name: string; like: string[]; own: SettingsNode[] };

/**
 * `key = value`, `key: value` or `key value` on each line; a bare word has no value. In the files of msmtp `account NAME` opens an item with the settings
 * that follow, and in ipsec.conf `conn NAME` does: settings of `defaults`, of `conn %default` and of accounts it is said to be like count in it unless it
 * says otherwise. https://marlam.de/msmtp/msmtp.html, https://wiki.strongswan.org/projects/strongswan/wiki/ConnSection, https://www.postfix.org/postconf.5.html
 */
export function parsePairs(text: string): SettingsNode | null {
  const count = nodeLimit();
  const top: SettingsNode[] = [];
  const groups: Group[] = [];
  let open = top;
  let lines = 0;
  let understood = 0;
  for (const line of settingLines(text)) {
    if (/^[#;!]/.test(line)) continue;
    lines += 1;
    const pair = pairOf(line);
    if (pair === null) continue;
    understood += 1;
    const group = groupOf(pair);
    if (group !== null) {
      groups.push(group);
      open = group.own;
      continue;
    }
    count();
    open.push(leaf(pair.name, pair.value));
  }
  if (lines > 0 && understood === 0) return null;
  return wholeFile([...top, ...itemsOf(groups, count)]);
}

/** `marked`: a sign stands between the two. */
type Pair = { name: string; value: string | null; marked: boolean };

function pairOf(line: string): Pair | null {
  const [name] = /^[A-Za-z_][\w.@/-]{0,199}/.exec(line) ?? [];
  if (name === undefined) return null;
  const rest = line.slice(name.length);
  if (rest === '') return { name, value: null, marked: false };
  if (!/^[\s=:]/.test(rest)) return null;
  const value = rest.trimStart();
  const marked = value.startsWith('=') || value.startsWith(':');
  return { name, value: unquoted(marked ? value.slice(1).trimStart() : value), marked };
}

/** A line that opens a group; only words that do so in one of the known files, with a name behind them and no sign between. */
function groupOf({ name: word, value, marked }: Pair): Group | null {
  if (marked) return null;
  if (word === 'defaults' && value === null) return { word, name: '', like: [], own: [] };
  if (!['account', 'conn', 'config', 'ca'].includes(word) || value === null) return null;
  const [name = '', like = ''] = value.split(':').map((part) => part.trim());
  return { word, name, like: like.split(',').map((one) => one.trim()), own: [] };
}

/** Items with what they take over. What stands only for others is no item. */
function itemsOf(groups: readonly Group[], count: (more: number) => void): SettingsNode[] {
  let defaults: readonly SettingsNode[] = [];
  const all: { word: string; name: string; children: SettingsNode[] }[] = [];
  for (const { word, name, like, own } of groups) {
    if (word === 'defaults') {
      defaults = own;
      continue;
    }
    const everyones = word === 'conn' ? (groups.find(isDefaultConn)?.own ?? []) : defaults;
    const liked = like.flatMap((one) => all.findLast((known) => known.name === one)?.children ?? []);
    const children = [...own];
    const said = new Set(own.map((setting) => setting.name.toLowerCase()));
    for (const setting of word === 'account' || word === 'conn' ? [...liked, ...everyones] : []) {
      if (said.has(setting.name.toLowerCase())) continue;
      said.add(setting.name.toLowerCase());
      children.push(setting);
    }
    count(children.length);
    all.push({ word, name, children });
  }
  return all
    .filter(({ word, name }) => !(word === 'conn' && name === '%default'))
    .map(({ word, name, children }) => ({ name: word, value: name, children }));
}

function isDefaultConn({ word, name }: Group): boolean {
  return word === 'conn' && name === '%default';
}
