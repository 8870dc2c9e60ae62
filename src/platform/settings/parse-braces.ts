import { endOfLine } from './setting-lines.ts';
import {
  branch,
  leaf,
  MOST_DEPTH,
  nodeLimit,
  type SettingsNode,
  TooMuchError,
  wholeFile,
} from './settings-node.ts';
import { unquoted } from './split-words.ts';

type Open = { name: string; children: SettingsNode[] };

/**
 * Nested `name { … }` with `key = value` or `key: "value"`; `#` begins a comment. Sections that another takes over (`name : other {`) are not followed, and
 * a label in quotes (`name "label" {`) is left out. Null where braces do not match.
 * https://docs.strongswan.org/docs/latest/config/strongswanConf.html, https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html
 */
export function parseBraces(text: string): SettingsNode | null {
  const count = nodeLimit();
  const open: Open[] = [{ name: '', children: [] }];
  let at = 0;
  const add = (node: SettingsNode) => {
    count();
    open.at(-1)?.children.push(node);
  };
  while (at < text.length) {
    const sign = text.charAt(at);
    if (/\s/.test(sign)) at += 1;
    else if (sign === '#') at = endOfLine(text, at);
    else if (sign === '}') {
      const closed = open.pop();
      if (closed === undefined || open.length === 0) return null;
      add(branch(closed.name, closed.children));
      at += 1;
    } else if (sign === '{') {
      // A section without a name.
      open.push({ name: '', children: [] });
      at += 1;
    } else {
      const said = readStatement(text, at);
      at = said.end;
      if (said.opens) open.push({ name: said.name, children: [] });
      else add(leaf(said.name, said.value));
    }
    if (open.length > MOST_DEPTH) throw new TooMuchError(`over ${MOST_DEPTH} levels`);
  }
  const [root] = open;
  if (open.length !== 1 || root === undefined) return null;
  return text.trim() !== '' && root.children.length === 0 && !text.trimStart().startsWith('#')
    ? null
    : wholeFile(root.children);
}

type Statement = { name: string; value: string | null; opens: boolean; end: number };

/** Up to `{`, or a key with its value. The brace of a section may stand on the next line. */
function readStatement(text: string, from: number): Statement {
  const at = skipTo(text, from, '{}=:#\n\r');
  const name = withoutLabel(text.slice(from, at).trim());
  const sign = text.charAt(at);
  if (sign === '{') return { name, value: null, opens: true, end: at + 1 };
  if (sign === ':') {
    const brace = skipTo(text, at + 1, '{}#\n\r');
    if (text.charAt(brace) === '{') return { name, value: null, opens: true, end: brace + 1 };
  }
  if (sign === '=' || sign === ':') {
    const end = skipTo(text, at + 1, '}#\n\r');
    return { name, value: unquoted(text.slice(at + 1, end).trim()), opens: false, end };
  }
  if (sign === '\n' || sign === '\r') {
    let next = at;
    while (next < text.length && /\s/.test(text.charAt(next))) next += 1;
    if (text.charAt(next) === '{') return { name, value: null, opens: true, end: next + 1 };
  }
  return { name, value: null, opens: false, end: at };
}

function withoutLabel(name: string): string {
  const quote = name.endsWith('"') ? name.lastIndexOf('"', name.length - 2) : -1;
  return quote <= 0 ? name : name.slice(0, quote).trimEnd();
}

/** The next of these signs outside quotes, or the end of the text. */
function skipTo(text: string, from: number, signs: string): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (signs.includes(sign)) return at;
  }
  return text.length;
}
