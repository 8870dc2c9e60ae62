import type { Catalogue } from '../../contract/catalogue.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';

export type Match = NonNullable<FactsOf<'apps'>['catalogued']>[number];
export type Unread = NonNullable<FactsOf<'apps'>['cataloguedUnread']>;
export type Listed = NonNullable<FactsOf<'apps'>['all']>[number];

/** What is looked for among the installed programs. */
export type Wanted = {
  /** Null: it could not be read, so nothing of it is looked for, and the facts say nothing of it. */
  catalogue: Catalogue | null;
  /** The policy asks for the names of all. */
  wholeList: boolean;
};

export async function readWanted(reach: ProbeReach): Promise<Wanted> {
  const catalogue = await reach.catalogue.read();
  return { catalogue: catalogue.ok ? catalogue.value : null, wholeList: reach.catalogue.wholeList };
}

/** Which sign is believed when several show one program. */
const firmest: readonly Match['by'][] = [
  'package',
  'family',
  'bundle-and-team',
  'name-and-publisher',
  'bundle',
  'name',
  'desktop-entry',
  'file',
  'registry',
];

/**
 * One line for each program and version: both sides of a registry, several people, and a set-up beside its own installer may show the same. A line
 * without a version says nothing beside one of the same program that has one.
 */
export function settle(matches: readonly Match[]): Match[] {
  const byEntry = Map.groupBy(matches, ({ entry }) => entry);
  return [...byEntry.values()].flatMap((same) => {
    const told = same.filter(({ version }) => version !== null);
    const byVersion = Map.groupBy(told.length > 0 ? told : same, ({ version }) => sameVersion(version));
    return [...byVersion.values()].flatMap((ones) => ones.sort(byFirmness).slice(0, 1));
  });
}

function byFirmness(a: Match, b: Match): number {
  return firmest.indexOf(a.by) - firmest.indexOf(b.by);
}

/** Places that could not be asked, counted by what they are and why. */
export function countUnread(missed: readonly Omit<Unread[number], 'count'>[]): Unread {
  const alike = Map.groupBy(missed, ({ source, reason }) => `${source} ${reason}`);
  return [...alike.values()].flatMap((ones) => {
    const [first] = ones;
    return first === undefined ? [] : [{ ...first, count: ones.length }];
  });
}

/** `13.0` and `13.0.0.0` are one. */
function sameVersion(version: string | null): string | null {
  return version?.replace(/(\.0+)+$/, '') ?? null;
}
