import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import type { FoundEntry } from './find-desktop-entries.ts';
import { findKnownBrowser, type KnownBrowser } from './known-browsers.ts';

type Packaging = FactsOf<'browsers'>['browsers'][number]['packaging'];

/** An installed browser before its version is known. */
export type LocatedBrowser = {
  family: string;
  name: string;
  channel: string | null;
  packaging: Packaging;
  desktopId: string;
  /** Of its desktop file. */
  folder: string;
  known: KnownBrowser | undefined;
  /** Where its program stands; a bare name when it could not be found in the usual folders. */
  program: string;
  flatpakId: string | null;
  snapName: string | null;
};

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Path of the program, or null when it is certainly gone: desktop files outlive the programs they start. */
async function findProgram(reach: ProbeReach, found: FoundEntry, homeDir: string): Promise<string | null> {
  const program = found.entry.program;
  if (program === null) return null;
  if (program.startsWith('/')) {
    const there = await reach.files.kind(program);
    return !there.ok && there.problem === 'not-found' ? null : program;
  }
  if (program.includes('/')) return null;
  // Beside the data folder first: that is also where NixOS and user prefixes keep programs.
  const folders = [
    found.folder.replace(/\/share\/applications$/, '/bin'),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
    `${homeDir}/.local/bin`,
  ];
  let certain = true;
  for (const folder of new Set(folders)) {
    const there = await reach.files.kind(`${folder}/${program}`);
    if (there.ok) return `${folder}/${program}`;
    if (there.problem !== 'not-found') certain = false;
  }
  return certain ? null : program;
}

function packagingOf({ entry }: FoundEntry, program: string, homeDir: string): Packaging {
  if (entry.flatpakId !== null) return 'flatpak';
  if (entry.snapName !== null) return 'snap';
  return program.startsWith(`${homeDir}/`) ? 'user' : 'system';
}

/** What browser a desktop file stands for; null when it is no browser or its program is gone. */
export async function locateBrowser(
  reach: ProbeReach,
  found: FoundEntry,
  homeDir: string,
): Promise<LocatedBrowser | null> {
  const { entry, id } = found;
  const program = await findProgram(reach, found, homeDir);
  if (program === null) return null;
  const known = findKnownBrowser(entry.flatpakId ?? id, baseName(program)) ?? findKnownBrowser(id, null);
  if (known === undefined && !entry.isBrowser) return null;
  const family = known?.family ?? id.toLowerCase().slice(0, 100);
  return {
    family,
    name: entry.name || family,
    channel: known?.channel ?? null,
    packaging: packagingOf(found, program, homeDir),
    desktopId: id,
    folder: found.folder,
    known,
    program,
    flatpakId: entry.flatpakId,
    snapName: entry.snapName,
  };
}
