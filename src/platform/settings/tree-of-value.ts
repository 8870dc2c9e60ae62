import { leaf, MOST_DEPTH, nodeLimit, type SettingsNode, TooMuchError } from './settings-node.ts';

/**
 * Values of JSON and YAML as a tree: members by name, items of a list by number from 1. A value that stands in many places counts in each.
 */
export function treeOfValue(value: unknown): SettingsNode {
  return nodeOf('', value, 0, nodeLimit());
}

function nodeOf(name: string, value: unknown, depth: number, count: () => void): SettingsNode {
  count();
  if (depth > MOST_DEPTH) throw new TooMuchError(`over ${MOST_DEPTH} levels`);
  if (value === null || value === undefined) return leaf(name, '');
  if (value instanceof Date) return leaf(name, Number.isNaN(value.getTime()) ? '' : value.toISOString());
  if (typeof value !== 'object') return leaf(name, String(value));
  const members = Array.isArray(value)
    ? value.map((item, at) => [String(at + 1), item] as const)
    : Object.entries(value);
  return {
    name,
    value: null,
    children: members.map(([key, member]) => nodeOf(key, member, depth + 1, count)),
  };
}
