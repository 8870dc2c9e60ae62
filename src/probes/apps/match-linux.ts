import type { Catalogue } from '../../contract/catalogue.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { upstreamVersion } from '../browsers/parse-versions.ts';
import type { InstalledPackages } from '../linux-packages/parse-dpkg-status.ts';
import { unknownFrom } from '../probe.ts';
import type { Listed, Match, Wanted } from './catalogued.ts';
import { completeMatches } from './complete-matches.ts';
import { findLaunchers } from './find-launchers.ts';
import { type PackagedApps, readFlatpakVersion, readSnapVersion } from './list-packaged-apps.ts';

export type LinuxLists = Record<'dpkg' | 'rpm' | 'pacman' | 'apk', Outcome<InstalledPackages>> &
  Record<'flatpak' | 'snap', PackagedApps>;
type System = 'deb' | 'rpm' | 'pacman' | 'apk' | 'flatpak' | 'snap';
type Matched = Pick<FactsOf<'apps'>, 'catalogued' | 'cataloguedUnread' | 'catalogue' | 'all'>;

/** Apps whose versions are looked up for the whole list. */
const MOST_VERSIONS = 300;
const MOST_LISTED = 20_000;

/** Names that a package system is asked for. */
export function wantedNames(
  catalogue: Catalogue | null,
  system: System,
  also: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set([...also, ...entriesOf(catalogue, system).map(([name]) => name)]);
}

function entriesOf(catalogue: Catalogue | null, system: System): [name: string, entry: string][] {
  return (catalogue?.entries ?? []).flatMap(({ id, detect }) =>
    (detect?.linux?.[system] ?? []).map((name): [string, string] => [name, id]),
  );
}

/** What of the catalogue is here, and all names where the policy asks for them. */
export async function matchLinux(
  reach: ProbeReach,
  about: { homeDir: string; env: Record<string, string> },
  { catalogue, wholeList }: Wanted,
  lists: LinuxLists,
  stop: AbortSignal,
): Promise<Matched> {
  const all = wholeList ? { all: await listAll(reach, lists) } : {};
  if (catalogue === null) return all;
  const installed = [
    ...inPackages(catalogue, 'deb', 'dpkg', lists.dpkg),
    ...inPackages(catalogue, 'rpm', 'rpm', lists.rpm),
    ...inPackages(catalogue, 'pacman', 'pacman', lists.pacman),
    ...inPackages(catalogue, 'apk', 'apk', lists.apk),
    ...(await inFolders(reach, catalogue, 'flatpak', lists.flatpak, readFlatpakVersion)),
    ...(await inFolders(reach, catalogue, 'snap', lists.snap, readSnapVersion)),
  ];
  const launchers = await findLaunchers(reach, about, catalogue, installed);
  const found = [...installed, ...launchers.matches];
  const gaps = launchers.gaps.map((gap) => ({ source: 'desktop-entries', reason: unknownFrom(gap).reason }));
  const here = { ok: true, value: about } as const;
  return { ...(await completeMatches(reach, 'linux', here, catalogue, { found, gaps }, stop)), ...all };
}

/** Epochs and revisions of a distribution are no part of the program's own version. */
function ownVersion(version: string): string {
  return (upstreamVersion(version) ?? version).slice(0, 60);
}

function inPackages(
  catalogue: Catalogue,
  system: System,
  source: string,
  packages: Outcome<InstalledPackages>,
): Match[] {
  if (!packages.ok) return [];
  return entriesOf(catalogue, system).flatMap(([name, entry]) => {
    const version = packages.value.versions.get(name);
    return version === undefined
      ? []
      : [{ entry, source, version: ownVersion(version), by: 'package' as const }];
  });
}

async function inFolders(
  reach: ProbeReach,
  catalogue: Catalogue,
  source: 'flatpak' | 'snap',
  { folders }: PackagedApps,
  readVersion: (reach: ProbeReach, name: string, folder: string) => Promise<string | null>,
): Promise<Match[]> {
  const found = entriesOf(catalogue, source).flatMap(([name, entry]) => {
    const folder = folders.get(name);
    return folder === undefined ? [] : [{ name, entry, folder }];
  });
  return Promise.all(
    found.map(async ({ name, entry, folder }) => {
      const version = (await readVersion(reach, name, folder))?.slice(0, 60) ?? null;
      return { entry, source, version, by: 'package' as const };
    }),
  );
}

async function listAll(reach: ProbeReach, lists: LinuxLists): Promise<Listed[]> {
  const packages = (['dpkg', 'rpm', 'pacman', 'apk'] as const).flatMap((source) => {
    const list = lists[source];
    if (!list.ok) return [];
    return [...list.value.versions].map(([name, version]) => ({ source, ...listed(name, version) }));
  });
  const ofFlatpak = await listFolders(reach, 'flatpak', lists.flatpak, readFlatpakVersion);
  const ofSnap = await listFolders(reach, 'snap', lists.snap, readSnapVersion);
  return [...packages, ...ofFlatpak, ...ofSnap].slice(0, MOST_LISTED);
}

function listFolders(
  reach: ProbeReach,
  source: 'flatpak' | 'snap',
  { folders }: PackagedApps,
  readVersion: (reach: ProbeReach, name: string, folder: string) => Promise<string | null>,
): Promise<Listed[]> {
  return Promise.all(
    [...folders].map(async ([name, folder], at) => {
      const version = at < MOST_VERSIONS ? await readVersion(reach, name, folder) : null;
      return { source, ...listed(name, version) };
    }),
  );
}

function listed(name: string, version: string | null): Omit<Listed, 'source'> {
  return { name: name.slice(0, 200), version: version?.slice(0, 60) ?? null };
}
