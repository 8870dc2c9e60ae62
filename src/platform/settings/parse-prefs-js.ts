import { settingLines } from './setting-lines.ts';
import { nodeLimit, type SettingsNode } from './settings-node.ts';

/** `user_pref("name", value);` with a text, a number or true/false. https://firefox-source-docs.mozilla.org/modules/libpref/ */
const beginning = /^(?:user_pref|pref|lockPref|sticky_pref)\(\s{0,8}"((?:[^"\\]|\\.){1,500})"\s{0,8},/;

type Open = { name: string; value: string | null; children: Open[]; byName: Map<string, Open> };

/** Mozilla's preferences, their names split at dots: `mail.server.server1.authMethod` is `mail/server/server1/authMethod`. */
export function parsePrefsJs(text: string): SettingsNode | null {
  const count = nodeLimit();
  const open = (name: string): Open => ({ name, value: null, children: [], byName: new Map() });
  const root = open('');
  let understood = 0;
  for (const line of settingLines(text)) {
    const [all, name] = beginning.exec(line) ?? [];
    const end = line.lastIndexOf(')');
    if (all === undefined || name === undefined || end < all.length) continue;
    understood += 1;
    let at = root;
    for (const part of name.split('.')) {
      let next = at.byName.get(part);
      if (next === undefined) {
        count();
        next = open(part);
        at.children.push(next);
        at.byName.set(part, next);
      }
      at = next;
    }
    at.value = plain(line.slice(all.length, end).trim());
  }
  return understood === 0 && text.trim() !== '' && !/^\s*(\/\/|#|\/\*)/.test(text) ? null : root;
}

function plain(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}
