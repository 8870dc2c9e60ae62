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
import { askNative } from '../windows/ask-native.ts';
import { peopleHere, readHive } from '../windows/people.ts';
import { findByName, findByPackage } from './named-windows-apps.ts';
import { type MsixPackage, readMsix } from './read-msix.ts';
import {
  type InstalledProgram,
  readUninstallKeys,
  UNINSTALL,
  UNINSTALL_QUESTION,
} from './read-uninstall-keys.ts';

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

/** Programs installed for people. A place of one person that could not be read hides the count: it would be too small. */
async function readPersonal(reach: ProbeReach): Promise<{
  programs: Held<InstalledProgram>;
  packages: Held<MsixPackage>;
}> {
  const { people, gap } = await peopleHere(reach);
  const packages = gap ?? (await readMsix(reach, people));
  if (gap !== null) return { programs: gap, packages };
  if (people.length === 0) {
    const nobody = unknown('needs-person-session', 'nobody is signed in now');
    return { programs: nobody, packages };
  }
  const held = await Promise.all(
    people.map(async (person) =>
      readUninstallKeys(await readHive(reach, person, UNINSTALL, UNINSTALL_QUESTION)),
    ),
  );
  const failed = held.find((one) => !isList(one) && !isMissing(one));
  const programs = failed ?? held.flatMap((one) => (isList(one) ? one : []));
  return { programs, packages };
}

/** People without programs of their own have no such key. */
function isMissing(held: Unknown | Failed): boolean {
  return 'problem' in held && held.problem === 'not-found';
}

/** Those of the list that are named. The version of the program itself is the truth; what a set-up wrote down comes second. */
async function nameThem(
  reach: ProbeReach,
  source: string,
  programs: Held<InstalledProgram>,
): Promise<Named[]> {
  const matched = (isList(programs) ? programs : []).flatMap((program) => {
    const named = findByName(program.name);
    return named === undefined ? [] : [{ id: named.id, ...program }];
  });
  return Promise.all(
    matched.map(async ({ id, program, version }) => {
      const asked = program === null ? null : await askNative(reach, 'fileVersion', program);
      const own = asked?.ok && 'version' in asked.answer ? asked.answer.version : null;
      return { source, id, version: own ?? version };
    }),
  );
}

function namePackages(packages: Held<MsixPackage>): Named[] {
  return (isList(packages) ? packages : []).flatMap(({ name, version }) => {
    const named = findByPackage(name);
    return named === undefined ? [] : [{ source: 'msix', id: named.id, version }];
  });
}

/** One set-up may leave several entries of one product, and several people may have the same. */
function withoutTwins(named: readonly Named[]): Named[] {
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<AppsFacts>> {
  const read = (view: '64' | '32') =>
    reach.registry.readTree('HKLM', UNINSTALL, { ...UNINSTALL_QUESTION, view });
  const all = readUninstallKeys(await read('64'));
  if (stop.aborted) return cancelled();
  const narrow = readUninstallKeys(await read('32'));
  if (stop.aborted) return cancelled();
  const { programs, packages } = await readPersonal(reach);
  if (stop.aborted) return cancelled();
  const sources: AppsFacts['sources'] = [
    // Every Windows has this key; without it something is amiss.
    { source: 'uninstall-keys', count: countOf(all, unknown('unreadable', 'there is no list of programs')) },
    { source: 'uninstall-keys-32', count: countOf(narrow, notApplicable('there is no 32-bit side')) },
    { source: 'uninstall-keys-person', count: countOf(programs, knownReading(0)) },
    { source: 'msix', count: countOf(packages, notApplicable('there are no packages of this kind')) },
  ];
  const known = sources.filter(({ count }) => count.kind === 'known');
  const gap = sources.find(({ count }) => count.kind === 'unknown');
  if (known.length === 0 && gap?.count.kind === 'unknown') return unknown(gap.count.reason, gap.count.detail);
  const named = [
    ...(await nameThem(reach, 'uninstall-keys', all)),
    ...(await nameThem(reach, 'uninstall-keys-32', narrow)),
    ...(await nameThem(reach, 'uninstall-keys-person', programs)),
    ...namePackages(packages),
  ];
  if (stop.aborted) return cancelled();
  const facts = { sources, named: withoutTwins(named) };
  return { kind: 'known', facts, source: known.map(({ source }) => source).join(', ') };
}

/**
 * Counts of installed programs by place, and the few that matter for signing in. Never through Win32_Product, which makes Windows
 * Installer check and repair every product:
 * https://learn.microsoft.com/en-us/troubleshoot/windows-server/admin-development/windows-installer-reconfigured-all-applications
 */
export const appsWin32: Probe<'apps'> = { signal: 'apps', observe };
