const TAG = /<(\/?)(dict|array)\s*(\/?)>/g;
/** Deeper than any device tree. */
const MAX_DEPTH = 200;

/**
 * How many nodes `ioreg -a -r -c CLASS` printed: a property list whose array has one dictionary for each, or nothing at all when
 * the class has no instance. Never a search for the class's name, which `ioreg` mentions in its own statistics on every Mac.
 * `unreadable` when the list is of another form or cut short.
 * https://github.com/macadmins/osquery-extension/pull/110
 */
export function countNodes(text: string): number | 'unreadable' {
  const list = text.trim();
  if (list === '') return 0;
  if (!/^<(\?xml|!DOCTYPE plist|plist)\b/.test(list) || !list.endsWith('</plist>')) return 'unreadable';
  const open: string[] = [];
  let nodes = 0;
  let lists = 0;
  for (const [, slash, tag = '', closed] of list.matchAll(TAG)) {
    if (slash === '/') {
      if (open.pop() !== tag) return 'unreadable';
      continue;
    }
    if (open.length === 0 && (tag !== 'array' || ++lists > 1)) return 'unreadable';
    if (open.length === 1 && tag === 'dict') nodes++;
    if (closed !== '/') open.push(tag);
    if (open.length > MAX_DEPTH) return 'unreadable';
  }
  return open.length === 0 && lists === 1 ? nodes : 'unreadable';
}
