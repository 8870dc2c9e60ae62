import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { isInFlatpak } from '../linux-machine/read-container.ts';
import type { InstalledPackages } from '../linux-packages/parse-dpkg-status.ts';
import { readDpkg } from '../linux-packages/read-dpkg.ts';
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
import { countFlatpaks, countSnaps } from './count-packaged-apps.ts';
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
  return [...packages.value.versions].map(([id, version]) => ({ source, id, version }));
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<AppsFacts>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  const dpkg = await readDpkg(reach, namedPackages);
  if (stop.aborted) return cancelled();
  const rpm = await readRpm(reach, namedPackages);
  if (stop.aborted) return cancelled();
  const sources: Source[] = [
    describeSource('dpkg', dpkg),
    describeSource('rpm', rpm),
    { source: 'flatpak', count: await countFlatpaks(reach, about.value.homeDir) },
    { source: 'snap', count: await countSnaps(reach) },
  ];
  if (stop.aborted) return cancelled();
  const known = sources.filter(({ count }) => count.kind === 'known');
  const gap = sources.find(({ count }) => count.kind === 'unknown');
  if (known.length === 0 && gap?.count.kind === 'unknown') return unknown(gap.count.reason, gap.count.detail);
  if (known.length === 0 && (await isInFlatpak(reach))) {
    return unknown('not-supported', "inside a flatpak the machine's package lists are not shown");
  }
  return {
    kind: 'known',
    facts: { sources, named: [...nameThem('dpkg', dpkg), ...nameThem('rpm', rpm)] },
    source: known.map(({ source }) => source).join(', ') || 'no package system found',
  };
}

/** Counts by package system, and the few packages that matter for signing in. */
export const appsLinux: Probe<'apps'> = { signal: 'apps', observe };
