import type { SettingsNode } from './settings-node.ts';

/** `user_pref("name", value);` with a text, a number or true/false. https://firefox-source-docs.mozilla.org/modules/libpref/ */
const line = /^\s*(?:user_pref|pref|lockPref|sticky_pref)\(\s*"((?:[^"\\]|\\.)*)"\s*,\s*(.*?)\s*\)\s*;/;

/** Mozilla's preferences, their names split at dots: `mail.server.server1.authMethod` is `mail/server/server1/authMethod`. */
export function parsePrefsJs(text: string): SettingsNode | null {
  type Open = { name: string; value: string | null; children: Open[] };
  const root: Open = { name: '', value: null, children: [] };
  let understood = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const found = line.exec(raw);
    if (found?.[1] === undefined || found[2] === undefined) continue;
    understood += 1;
    let at = root;
    for (const name of found[1].split('.')) {
      let next = at.children.find((child) => child.name === name);
      if (next === undefined) {
        next = { name, value: null, children: [] };
        at.children.push(next);
      }
      at = next;
    }
    at.value = plain(found[2]);
  }
  return understood === 0 && text.trim() !== '' && !/^\s*(\/\/|#|\/\*)/.test(text) ? null : root;
}

function plain(value: string): string {
  const quoted = /^"(.*)"$/s.exec(value)?.[1];
  return quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1');
}
