import { nodesAt, type SettingsNode } from '../../src/platform/settings/settings-node.ts';

/** Values of what a path leads to, for tests of readers; a broken file leads nowhere. */
export function valuesAt(root: SettingsNode | null, path: string): (string | null)[] {
  return root === null ? [] : nodesAt(root, path).map(({ value }) => value);
}
