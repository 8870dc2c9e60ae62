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

/** Most settings of one file, and how deep they may lie; a person's files have some thousands, a few levels deep. */
export const MOST_NODES = 100_000;
export const MOST_DEPTH = 64;

/** A file has more in it than is followed to the end: `too-large`, never "the rest is not there". The message holds nothing of the file. */
export class TooMuchError extends Error {}

/** Counts settings while a file becomes a tree. Throws {@link TooMuchError} at the one that is too many. */
export function nodeLimit(): (more?: number) => void {
  let left = MOST_NODES;
  return (more = 1) => {
    left -= more;
    if (left < 0) throw new TooMuchError(`over ${MOST_NODES} settings`);
  };
}

/** Looks at settings that all questions to one file may take together: a path with `**` over a wide file ends there. */
const MOST_LOOKS = 5_000_000;
export type Looks = { left: number };
export function looksPerFile(): Looks {
  return { left: MOST_LOOKS };
}

/**
 * Nodes that a path leads to: names joined with `/`, upper or lower case; `*` any one name, `local*` names that begin so, `**` any depth; `.` the
 * node itself. Throws {@link TooMuchError} when no looks are left.
 */
export function nodesAt(start: SettingsNode, path: string, looks: Looks = looksPerFile()): SettingsNode[] {
  if (path === '.') return [start];
  let places: SettingsNode[] = [start];
  for (const name of path.split('/')) {
    const next: SettingsNode[] = [];
    const isWanted = nameTest(name);
    for (const place of places) {
      const looked = name === '**' ? withAllBelow(place, looks) : place.children;
      spend(looks, looked.length + 1);
      for (const node of looked) if (isWanted(node.name)) next.push(node);
    }
    places = name === '**' ? [...new Set(next)] : next;
  }
  return places;
}

/** Whether a name is the wanted one. */
export function nameTest(wanted: string): (name: string) => boolean {
  const plain = wanted.toLowerCase();
  if (plain === '**') return () => true;
  if (!plain.endsWith('*')) return (name) => name.toLowerCase() === plain;
  const start = plain.slice(0, -1);
  return (name) => name.toLowerCase().startsWith(start);
}

function withAllBelow(start: SettingsNode, looks: Looks): SettingsNode[] {
  const found = [start];
  for (let at = 0; at < found.length; at++) {
    for (const child of found[at]?.children ?? []) found.push(child);
    if (found.length > looks.left) spend(looks, found.length);
  }
  return found;
}

function spend(looks: Looks, count: number): void {
  looks.left -= count;
  if (looks.left < 0) throw new TooMuchError('too much to look through');
}
