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
import { readTeamId } from './read-team-id.ts';

type AppsFacts = FactsOf<'apps'>;
const noProgram = unknown('unreadable', 'the app names no program of its own');

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
  const described = named.map(async ({ bundleId, version, program }) => {
    const id = nameOfBundle(bundleId);
    if (id === null) return [];
    const teamId = program === null ? noProgram : await readTeamId(reach, program);
    return [{ source, id, version, teamId }];
  });
  return {
    source: { source, count, ...(unread > 0 ? { unread } : {}) },
    named: (await Promise.all(described)).flat(),
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
 * Counts of apps by place, and the few that matter for signing in, by the description in each bundle and the head of their signature: no
 * program runs for it.
 */
export const appsDarwin: Probe<'apps'> = { signal: 'apps', observe };
