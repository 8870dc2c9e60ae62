import { MOST_DEPTH, nodeLimit, type SettingsNode, TooMuchError } from './settings-node.ts';
import { treeOfValue } from './tree-of-value.ts';

/** JSON, measured before it is parsed, since a few bytes of brackets make a large object each. */
export function parseJson(text: string): SettingsNode | null {
  measure(text);
  try {
    return treeOfValue(JSON.parse(text));
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    return null;
  }
}

function measure(text: string): void {
  const count = nodeLimit();
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (quoted) {
      if (sign === 0x5c) at += 1;
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x2c) count();
    else if (sign === 0x7b || sign === 0x5b) {
      count();
      depth += 1;
      if (depth > MOST_DEPTH) throw new TooMuchError(`over ${MOST_DEPTH} levels`);
    } else if (sign === 0x7d || sign === 0x5d) depth -= 1;
  }
}
