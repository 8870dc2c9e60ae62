import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { countOthers } from '../app-settings/others-here.ts';
import { isInFlatpak } from '../linux-machine/read-container.ts';
import type { InstalledPackages } from '../linux-packages/parse-dpkg-status.ts';
import { readApk } from '../linux-packages/read-apk.ts';
import { readDpkg } from '../linux-packages/read-dpkg.ts';
import { readPacman } from '../linux-packages/read-pacman.ts';
import { readRpm } from '../linux-packages/read-rpm.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { readWanted, type Wanted } from './catalogued.ts';
import { listFlatpaks, listSnaps } from './list-packaged-apps.ts';
import { type LinuxLists, matchLinux, wantedNames } from './match-linux.ts';
import { namedPackages } from './named-packages.ts';

type AppsFacts = FactsOf<'apps'>;
type Source = AppsFacts['sources'][number];

function describeSource(source: string, packages: Outcome<InstalledPackages>): Source {
  if (packages.ok) return { source, count: knownReading(packages.value.count) };
  return packages.problem === 'not-found'
    ? { source, count: notApplicable(`${source} is not used here`) }
    : { source, count: unknownFrom(packages) };
}

function nameThem(source: string, packages: Outcome<InstalledPackages>): AppsFacts['named'] {
  if (!packages.ok) return [];
  return [...packages.value.versions]
    .filter(([id]) => namedPackages.has(id))
    .map(([id, version]) => ({ source, id, version }));
}

async function readLists(
  reach: ProbeReach,
  wanted: Wanted,
  homeDir: string,
  stop: AbortSignal,
): Promise<LinuxLists | null> {
  const of = (system: 'deb' | 'rpm' | 'pacman' | 'apk') =>
    wanted.wholeList ? 'all' : wantedNames(wanted.catalogue, system, namedPackages);
  const dpkg = await readDpkg(reach, of('deb'));
  if (stop.aborted) return null;
  const [rpm, pacman, apk] = await Promise.all([
    readRpm(reach, of('rpm')),
    readPacman(reach, of('pacman')),
    readApk(reach, of('apk')),
  ]);
  if (stop.aborted) return null;
  const [flatpak, snap] = await Promise.all([listFlatpaks(reach, homeDir), listSnaps(reach)]);
  return { dpkg, rpm, pacman, apk, flatpak, snap };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<AppsFacts>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  const wanted = await readWanted(reach);
  const lists = await readLists(reach, wanted, about.value.homeDir, stop);
  if (lists === null || stop.aborted) return cancelled();
  const { dpkg, rpm, pacman, apk, flatpak, snap } = lists;
  const sources: Source[] = [
    describeSource('dpkg', dpkg),
    describeSource('rpm', rpm),
    describeSource('pacman', pacman),
    describeSource('apk', apk),
    { source: 'flatpak', count: flatpak.count },
    { source: 'snap', count: snap.count },
  ];
  const known = sources.filter(({ count }) => count.kind === 'known');
  const gap = sources.find(({ count }) => count.kind === 'unknown');
  if (known.length === 0 && gap?.count.kind === 'unknown') return unknown(gap.count.reason, gap.count.detail);
  if (known.length === 0 && (await isInFlatpak(reach))) {
    return unknown('not-supported', "inside a flatpak the machine's package lists are not shown");
  }
  const matched = await matchLinux(reach, about.value, wanted, lists, stop);
  const othersNotInspected = await countOthers(reach, 'linux', about.value);
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: {
      sources,
      named: [...nameThem('dpkg', dpkg), ...nameThem('rpm', rpm)],
      ...matched,
      othersNotInspected,
    },
    source: known.map(({ source }) => source).join(', ') || 'no package system found',
  };
}

/** Counts by package system, the few packages that matter for signing in, and programs of the catalogue. */
export const appsLinux: Probe<'apps'> = { signal: 'apps', observe };
