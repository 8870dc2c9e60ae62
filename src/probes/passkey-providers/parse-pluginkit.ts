/** One plug-in as `pluginkit -m -v` lists it. */
export type ListedPlugin = {
  /** Bundle id of the plug-in. */
  id: string;
  /** The person's choice: taken, left out; null where none was made, which says nothing. */
  elected: boolean | null;
  /** Its bundle, where the line tells it. */
  path: string | null;
};

const LINE = /^([-+!=? ])?\s*([A-Za-z0-9][\w.-]*)\(([^)]*)\)(.*)$/;
const MOST_PLUGINS = 200;

/**
 * Lines of `pluginkit -m -v -p <point>`: a sign, bundle id and version, then id, time and path, each after a tab. Signs by pluginkit(8): `+`
 * taken, `-` left out, none by default. Null when a line is of another form, since then nothing is known of the list.
 */
export function parsePluginkit(text: string): ListedPlugin[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*\(no matches\)/.test(line));
  const plugins: ListedPlugin[] = [];
  for (const line of lines.slice(0, MOST_PLUGINS)) {
    const [, sign, id, , rest = ''] = LINE.exec(line) ?? [];
    if (id === undefined) return null;
    const path = rest.split('\t').at(-1)?.trim() ?? '';
    plugins.push({
      id,
      elected: sign === '+' ? true : sign === '-' ? false : null,
      path: /^\/.*\.appex$/.test(path) ? path : null,
    });
  }
  return plugins;
}
