import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { countOthers } from '../app-settings/others-here.ts';
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
import { catalogueOnMac, wantsAppsOfApple } from './catalogue-on-mac.ts';
import { readWanted } from './catalogued.ts';
import { type Bundle, findBundles, readBundles } from './find-bundles.ts';
import { namedBundleIds, nameOfBundle } from './named-bundles.ts';
import { readTeamId } from './read-team-id.ts';

type AppsFacts = FactsOf<'apps'>;
const noProgram = unknown('unreadable', 'the app names no program of its own');

type Place = { source: string; folder: string | Unknown; mayMiss: boolean; openEach: boolean };
type Looked = { source: AppsFacts['sources'][number]; bundles: Bundle[] };
type ReadTeam = (program: string | null) => Promise<Reading<string>>;

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
): Promise<Looked> {
  if (typeof folder !== 'string') return { source: { source, count: folder }, bundles: [] };
  const paths = await findBundles(reach, folder);
  const count = countOf(paths, mayMiss);
  if (!openEach || !paths.ok) return { source: { source, count }, bundles: [] };
  const { bundles, unread } = await readBundles(reach, paths.value, namedBundleIds, stop);
  return { source: { source, count, ...(unread > 0 ? { unread } : {}) }, bundles };
}

async function nameThem({ source, bundles }: Looked, teamOf: ReadTeam): Promise<AppsFacts['named']> {
  const described = bundles.map(async ({ bundleId, version, program }) => {
    const id = nameOfBundle(bundleId);
    return id === null ? [] : [{ source: source.source, id, version, teamId: await teamOf(program) }];
  });
  return (await Promise.all(described)).flat();
}

/** The team of each program, read once: an app may be named and in the catalogue as well. */
function teamsReadOnce(reach: ProbeReach): ReadTeam {
  const read = new Map<string, Promise<Reading<string>>>();
  return async (program) => {
    if (program === null) return noProgram;
    const team = read.get(program) ?? readTeamId(reach, program);
    read.set(program, team);
    return team;
  };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<AppsFacts>> {
  const about = await reach.surroundings.about();
  const nobody = await nobodysSession(reach);
  const wanted = await readWanted(reach);
  if (stop.aborted) return cancelled();
  const own = about.ok ? (nobody ?? `${about.value.homeDir}/Applications`) : unknownFrom(about);
  const ofApple = wanted.wholeList || wantsAppsOfApple(wanted.catalogue);
  const places: Place[] = [
    { source: 'bundles', folder: '/Applications', mayMiss: false, openEach: true },
    // macOS makes this folder for those who have apps of their own.
    { source: 'bundles-person', folder: own, mayMiss: true, openEach: true },
    { source: 'bundles-system', folder: '/System/Applications', mayMiss: false, openEach: ofApple },
  ];
  const seen = await Promise.all(places.map((place) => look(reach, place, stop)));
  if (stop.aborted) return cancelled();
  const sources = seen.map(({ source }) => source);
  const known = sources.filter(({ count, source }) => count.kind === 'known' && source !== 'bundles-person');
  const gap = sources.find(({ count }) => count.kind === 'unknown')?.count;
  if (known.length === 0)
    return gap?.kind === 'unknown' ? unknown(gap.reason, gap.detail) : unknown('unreadable');
  const teamOf = teamsReadOnce(reach);
  // Those of macOS itself are opened for the catalogue alone.
  const installed = seen.filter(({ source }) => source.source !== 'bundles-system');
  const named = (await Promise.all(installed.map((place) => nameThem(place, teamOf)))).flat();
  const apart = [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
  const lists = seen.map(({ source, bundles }) => ({ source: source.source, bundles }));
  const matched = await catalogueOnMac(reach, about, wanted, lists, teamOf, stop);
  const othersNotInspected = about.ok
    ? await countOthers(reach, 'darwin', about.value)
    : unknownFrom(about, 'whose session this is');
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: { sources, named: apart, ...matched, othersNotInspected },
    source: known.map(({ source }) => source).join(', '),
  };
}

/**
 * Counts of apps by place, the few that matter for signing in, and programs of the catalogue, by the description in each bundle and the head of their
 * signature: no program runs for it.
 */
export const appsDarwin: Probe<'apps'> = { signal: 'apps', observe };
