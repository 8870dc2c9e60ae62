import { type Document, isMap, isNode, isPair, isScalar, type LineCounter, type Node, visit } from 'yaml';
import type { z } from 'zod';

export type Place = { line: number; column: number; field: string };

/**
 * Where in a YAML text a schema issue lies: the node at the issue's path, or, where that is missing, its nearest parent
 * that is there. An unknown key is itself the place.
 */
export function placeOf(document: Document, lines: LineCounter, issue: z.core.$ZodIssue): Place {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])].map(pathPart);
  const offset = offsetOf(document, path, unknownKey !== undefined);
  const { line, col } = lines.linePos(offset);
  return { line, column: col, field: path.length === 0 ? '(whole file)' : path.join('.') };
}

/** The first `*name` whose `&name` is nowhere before it; null when every one resolves. */
export function danglingAlias(document: Document, lines: LineCounter): Place | null {
  let found: Place | null = null;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
      found = { line, column: col, field: `*${alias.source}` };
      return visit.BREAK;
    },
  });
  return found;
}

function pathPart(part: PropertyKey): string | number {
  return typeof part === 'symbol' ? String(part) : part;
}

function offsetOf(document: Document, path: readonly (string | number)[], atKey: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const here = path.slice(0, length);
    const key = keyNode(document.getIn(here.slice(0, -1), true), here.at(-1));
    if (atKey && length === path.length && key?.range) return key.range[0];
    const node = document.getIn(here, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function keyNode(parent: unknown, key: string | number | undefined): Node | null {
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
  return pair !== undefined && isNode(pair.key) ? pair.key : null;
}
