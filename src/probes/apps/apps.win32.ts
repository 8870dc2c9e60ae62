import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Failed,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { type Person, peopleHere, readHive } from '../windows/people.ts';
import { askFileVersion } from './ask-file-version.ts';
import { catalogueOnWindows } from './catalogue-on-windows.ts';
import { readWanted } from './catalogued.ts';
import { countOtherProfiles } from './count-other-profiles.ts';
import { findByName, findByPackage } from './named-windows-apps.ts';
import { type MsixPackage, readMsix } from './read-msix.ts';
import { askUninstallKeys, type InstalledProgram, UNINSTALL } from './read-uninstall-keys.ts';

type AppsFacts = FactsOf<'apps'>;
type Named = AppsFacts['named'][number];
/** What one place holds: programs, or why it is not known. `not-found` = there is no such place. */
type Held<Item> = Item[] | Unknown | Failed;

function isList<Item>(held: Held<Item>): held is Item[] {
  return Array.isArray(held);
}

function countOf(held: Held<unknown>, missing: Reading<number>): Reading<number> {
  if (isList(held)) return knownReading(held.length);
  if ('kind' in held) return held;
  return held.problem === 'not-found' ? missing : unknownFrom(held, 'installed programs');
}

type Personal = { count: Reading<number>; programs: InstalledProgram[] };

/** Programs installed for people. A place of one person that could not be read hides the count: it would be too small. */
async function readPersonal(
  reach: ProbeReach,
  people: readonly Person[],
  gap: Unknown | null,
): Promise<Personal> {
  const held = await Promise.all(
    people.map((person) => askUninstallKeys((question) => readHive(reach, person, UNINSTALL, question))),
  );
  const programs = held.flatMap((one) => (isList(one) ? one : []));
  const failed = held.find((one) => !isList(one) && !isMissing(one));
  if (gap !== null) return { count: gap, programs };
  if (people.length === 0)
    return { count: unknown('needs-person-session', 'nobody is signed in now'), programs };
  return { count: countOf(failed ?? programs, knownReading(0)), programs };
}

/** People without programs of their own have no such key. */
function isMissing(held: Unknown | Failed): boolean {
  return 'problem' in held && held.problem === 'not-found';
}

/** Those of the list that are named. The version of the program itself is the truth; what a set-up wrote down comes second. */
async function nameThem(
  reach: ProbeReach,
  source: string,
  programs: readonly InstalledProgram[],
): Promise<Named[]> {
  const matched = programs.flatMap((program) => {
    const named = findByName(program.name);
    return named === undefined ? [] : [{ id: named.id, ...program }];
  });
  return Promise.all(
    matched.map(async ({ id, program, version }) => {
      return { source, id, version: (await askFileVersion(reach, program)) ?? version };
    }),
  );
}

function namePackages(packages: readonly MsixPackage[]): Named[] {
  return packages.flatMap(({ name, version }) => {
    const named = findByPackage(name);
    return named === undefined ? [] : [{ source: 'msix', id: named.id, version }];
  });
}

/** One set-up may leave several entries of one product, and several people may have the same. */
function withoutTwins(named: readonly Named[]): Named[] {
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<AppsFacts>> {
  const about = await reach.surroundings.about();
  const wanted = await readWanted(reach);
  const read = (view: '64' | '32') =>
    askUninstallKeys((question) => reach.registry.readTree('HKLM', UNINSTALL, { ...question, view }));
  const all = await read('64');
  if (stop.aborted) return cancelled();
  const narrow = await read('32');
  if (stop.aborted) return cancelled();
  const { people, gap: hidden } = await peopleHere(reach);
  const personal = await readPersonal(reach, people, hidden);
  const msix = await readMsix(reach, people);
  if (stop.aborted) return cancelled();
  const noMsix = notApplicable('there are no packages of this kind');
  const sources: AppsFacts['sources'] = [
    // Every Windows has this key; without it something is amiss.
    { source: 'uninstall-keys', count: countOf(all, unknown('unreadable', 'there is no list of programs')) },
    { source: 'uninstall-keys-32', count: countOf(narrow, notApplicable('there is no 32-bit side')) },
    { source: 'uninstall-keys-person', count: personal.count },
    {
      source: 'msix',
      count: hidden ?? msix.gap ?? (msix.used ? knownReading(msix.packages.length) : noMsix),
    },
  ];
  const known = sources.filter(({ count }) => count.kind === 'known');
  const gap = sources.find(({ count }) => count.kind === 'unknown');
  if (known.length === 0 && gap?.count.kind === 'unknown') return unknown(gap.count.reason, gap.count.detail);
  const lists = {
    'uninstall-keys': isList(all) ? all : [],
    'uninstall-keys-32': isList(narrow) ? narrow : [],
    'uninstall-keys-person': personal.programs,
  };
  const versions = await Promise.all(
    Object.entries(lists).map(([source, programs]) => nameThem(reach, source, programs)),
  );
  const named = [...versions.flat(), ...namePackages(msix.packages)];
  const matched = await catalogueOnWindows(reach, about, wanted, lists, msix.packages, stop);
  const othersNotInspected = await countOtherProfiles(reach, people, hidden);
  if (stop.aborted) return cancelled();
  const facts = { sources, named: withoutTwins(named), ...matched, othersNotInspected };
  return { kind: 'known', facts, source: known.map(({ source }) => source).join(', ') };
}

/**
 * Counts of installed programs by place, and the few that matter for signing in. Never through Win32_Product, which makes Windows
 * Installer check and repair every product:
 * https://learn.microsoft.com/en-us/troubleshoot/windows-server/admin-development/windows-installer-reconfigured-all-applications
 */
export const appsWin32: Probe<'apps'> = { signal: 'apps', observe };
