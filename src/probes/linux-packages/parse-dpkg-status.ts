import { tidyText } from '../probe.ts';

/** Names of the packages whose versions are asked for. */
export type WantedPackages = ReadonlySet<string> | 'all';

export type InstalledPackages = {
  /** Packages in state "installed". */
  count: number;
  /** Version by name, only of the packages asked about. */
  versions: ReadonlyMap<string, string>;
};

export function isWanted(wanted: WantedPackages, name: string): boolean {
  return wanted === 'all' || wanted.has(name);
}

const INSTALLED = /^Status: \S+ \S+ installed\s*$/m;

/**
 * Counts installed packages in dpkg's status text and picks the versions of a few. A removed package that left its
 * configuration behind is not counted. `unreadable` when the text holds something, but no package.
 * Format: https://www.debian.org/doc/debian-policy/ch-controlfields.html and dpkg-query(1).
 */
export function parseDpkgStatus(text: string, wanted: WantedPackages): InstalledPackages | 'unreadable' {
  const versions = new Map<string, string>();
  let count = 0;
  let paragraphs = 0;
  // Cut by hand: the file may hold several megabytes, and splitting it would copy all of them.
  for (let start = 0; start < text.length; ) {
    const gap = text.indexOf('\n\n', start);
    const end = gap === -1 ? text.length : gap;
    // The fields we read come before the long description: look only at a paragraph's text, never across it.
    const paragraph = text.slice(start, end);
    start = end + 2;
    const name = /^\n*Package: (\S+)\s*$/m.exec(paragraph)?.[1];
    if (name === undefined) continue;
    paragraphs += 1;
    if (!INSTALLED.test(paragraph)) continue;
    count += 1;
    if (!isWanted(wanted, name)) continue;
    const version = /^Version: (\S+)\s*$/m.exec(paragraph)?.[1];
    if (version !== undefined) versions.set(name, tidyText(version, 100));
  }
  if (paragraphs === 0 && text.trim() !== '') return 'unreadable';
  return { count, versions };
}
