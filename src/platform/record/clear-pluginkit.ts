import { readPluginLine } from '../macos/plugin-list.ts';

/** Makers of what fills in passwords and passkeys; what else a person has installed is nobody's business. */
const KNOWN =
  /^(?:com\.(?:microsoft|apple|google|1password|agilebits|bitwarden|8bit|dashlane|callpod|keepersecurity|nordsec|nordpass|lastpass)|me\.proton|in\.sinew|org\.keepassxc)\./i;

const LINE = /^([+\-!=?]?)\s*([\w.-]{1,200}\([\w.() ]{0,40}?\))(?:[\t ].*?(\t\/[^\t]{1,1000}))?\s*$/;

/** Lines of `pluginkit -m -v` about known makers' extensions, without the ids and dates between version and path. */
export function clearPluginkit(text: string): string {
  return text
    .split(/\r?\n/)
    .flatMap((line) => {
      const plugin = readPluginLine(line);
      if (plugin === null || !KNOWN.test(plugin.id)) return [];
      const [, mark = '', named = '', path = ''] = LINE.exec(line) ?? [];
      return named === '' ? [] : [`${mark === '' ? ' ' : mark}    ${named}${path}\n`];
    })
    .join('');
}
