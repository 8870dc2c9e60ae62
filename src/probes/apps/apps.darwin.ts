import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { nobodysSession } from '../macos/as-root.ts';
import {
  cancelled,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { findBundles, readNamedBundles } from './find-bundles.ts';
import { namedBundleIds, nameOfBundle } from './named-bundles.ts';

type AppsFacts = FactsOf<'apps'>;
type Place = { source: string; folder: string | Unknown; mayMiss: boolean; openEach: boolean };

function countOf(bundles: Outcome<string[]>, mayMiss: boolean): Reading<number> {
  if (bundles.ok) return knownReading(bundles.value.length);
  return bundles.problem === 'not-found' && mayMiss
    ? knownReading(0)
    : unknownFrom(bundles, 'a folder of applications');
}

async function look(
  reach: ProbeReach,
  { source, folder, mayMiss, openEach }: Place,
  stop: AbortSignal,
): Promise<{ source: AppsFacts['sources'][number]; named: AppsFacts['named'] }> {
  if (typeof folder !== 'string') return { source: { source, count: folder }, named: [] };
  const bundles = await findBundles(reach, folder);
  const count = countOf(bundles, mayMiss);
  if (!openEach || !bundles.ok) return { source: { source, count }, named: [] };
  const { named, unread } = await readNamedBundles(reach, bundles.value, namedBundleIds, stop);
  return {
    source: { source, count, ...(unread > 0 ? { unread } : {}) },
    named: named.flatMap(({ bundleId, version }) => {
      const id = nameOfBundle(bundleId);
      return id === null ? [] : [{ source, id, version }];
    }),
  };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<AppsFacts>> {
  const about = await reach.surroundings.about();
  const nobody = await nobodysSession(reach);
  if (stop.aborted) return cancelled();
  const own = about.ok ? (nobody ?? `${about.value.homeDir}/Applications`) : unknownFrom(about);
  const places: Place[] = [
    { source: 'bundles', folder: '/Applications', mayMiss: false, openEach: true },
    // macOS makes this folder for those who have apps of their own.
    { source: 'bundles-person', folder: own, mayMiss: true, openEach: true },
    { source: 'bundles-system', folder: '/System/Applications', mayMiss: false, openEach: false },
  ];
  const seen = await Promise.all(places.map((place) => look(reach, place, stop)));
  if (stop.aborted) return cancelled();
  const sources = seen.map(({ source }) => source);
  const known = sources.filter(({ count, source }) => count.kind === 'known' && source !== 'bundles-person');
  const gap = sources.find(({ count }) => count.kind === 'unknown')?.count;
  if (known.length === 0)
    return gap?.kind === 'unknown' ? unknown(gap.reason, gap.detail) : unknown('unreadable');
  const named = seen.flatMap((place) => place.named);
  const apart = [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
  return {
    kind: 'known',
    facts: { sources, named: apart },
    source: known.map(({ source }) => source).join(', '),
  };
}

/**
 * Counts of apps by place, and the few that matter for signing in, by the description in each bundle: no program runs for it. Who signed an
 * app is not read: only `codesign`, one process for each app, can say whether a signature holds.
 */
export const appsDarwin: Probe<'apps'> = { signal: 'apps', observe };
