/**
 * A file of settings as a tree of names, whatever its format. `value` null: a bare word or a mere container; '' stands there and is empty. Lives only
 * inside the port that read it: what leaves is what answer-questions.ts makes of it.
 */
export type SettingsNode = {
  readonly name: string;
  readonly value: string | null;
  readonly children: readonly SettingsNode[];
};

export function leaf(name: string, value: string | null): SettingsNode {
  return { name, value, children: [] };
}

export function branch(name: string, children: readonly SettingsNode[]): SettingsNode {
  return { name, value: null, children };
}

/** The whole file. */
export function wholeFile(children: readonly SettingsNode[]): SettingsNode {
  return branch('', children);
}

/** Most nodes a search may touch, so that a path with `**` over a wide file ends. */
const MOST_VISITED = 200_000;

/** Nodes that a path leads to: names joined with `/`, upper or lower case; `*` any one name, `local*` names that begin so, `**` any depth; `.` the node itself. */
export function nodesAt(start: SettingsNode, path: string): SettingsNode[] {
  if (path === '.') return [start];
  let visited = 0;
  let places: SettingsNode[] = [start];
  for (const name of path.split('/')) {
    const next: SettingsNode[] = [];
    const isWanted = nameTest(name);
    for (const place of places) {
      const looked = name === '**' ? withAllBelow(place, MOST_VISITED - visited) : place.children;
      visited += looked.length;
      if (visited > MOST_VISITED) return [];
      for (const node of looked) {
        if (isWanted(node.name)) next.push(node);
      }
    }
    places = name === '**' ? [...new Set(next)] : next;
  }
  return places;
}

function nameTest(wanted: string): (name: string) => boolean {
  const plain = wanted.toLowerCase();
  if (plain === '**') return () => true;
  if (!plain.endsWith('*')) return (name) => name.toLowerCase() === plain;
  const start = plain.slice(0, -1);
  return (name) => name.toLowerCase().startsWith(start);
}

function withAllBelow(start: SettingsNode, most: number): SettingsNode[] {
  const found = [start];
  for (let at = 0; at < found.length && found.length <= most; at++) {
    found.push(...(found[at]?.children ?? []));
  }
  return found;
}
