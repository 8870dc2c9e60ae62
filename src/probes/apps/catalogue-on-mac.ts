import type { Catalogue } from '../../contract/catalogue.ts';
import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { Match, Wanted } from './catalogued.ts';
import { completeMatches } from './complete-matches.ts';
import type { Bundle } from './find-bundles.ts';

type Matched = Pick<FactsOf<'apps'>, 'catalogued' | 'cataloguedUnread' | 'catalogue' | 'all'>;
type Lists = readonly { source: string; bundles: readonly Bundle[] }[];

const MOST_LISTED = 20_000;

/** Whether apps that come with macOS are looked for; if not, there is no need to open each of them. */
export function wantsAppsOfApple(catalogue: Catalogue | null): boolean {
  return (catalogue?.entries ?? []).some(({ detect }) =>
    detect?.darwin?.bundles?.some((id) => /^com\.apple\./i.test(id)),
  );
}

/** What of the catalogue is here, and all names where the policy asks for them. */
export async function catalogueOnMac(
  reach: ProbeReach,
  about: Outcome<{ homeDir: string; env: Record<string, string> }>,
  { catalogue, wholeList }: Wanted,
  lists: Lists,
  teamOf: (program: string | null) => Promise<Reading<string>>,
  stop: AbortSignal,
): Promise<Matched> {
  const all = wholeList ? { all: listAll(lists) } : {};
  if (catalogue === null) return all;
  const rules = rulesOf(catalogue);
  const matches = lists.flatMap(({ source, bundles }) =>
    bundles.flatMap((bundle) =>
      (rules.get(bundle.bundleId.toLowerCase()) ?? []).map((rule) => matchOne(source, bundle, rule, teamOf)),
    ),
  );
  const found = (await Promise.all(matches)).filter((match) => match !== null);
  return { ...(await completeMatches(reach, 'darwin', about, catalogue, { found, gaps: [] }, stop)), ...all };
}

type Rule = { entry: string; team: string | undefined };

/** By bundle id in lower case: upper and lower case are one to macOS. */
function rulesOf(catalogue: Catalogue): ReadonlyMap<string, Rule[]> {
  const rules = catalogue.entries.flatMap(({ id, detect }) =>
    (detect?.darwin?.bundles ?? []).map((bundle) => ({
      bundle: bundle.toLowerCase(),
      rule: { entry: id, team: detect?.darwin?.team },
    })),
  );
  return new Map(
    [...Map.groupBy(rules, ({ bundle }) => bundle)].map(([bundle, same]) => [
      bundle,
      same.map(({ rule }) => rule),
    ]),
  );
}

/** An app that another team signed is another app, whatever it calls itself; one whose team cannot be told is believed by its id. */
async function matchOne(
  source: string,
  { version, program }: Bundle,
  { entry, team }: Rule,
  teamOf: (program: string | null) => Promise<Reading<string>>,
): Promise<Match | null> {
  if (team === undefined) return { entry, source, version, by: 'bundle' };
  const signed = await teamOf(program);
  if (signed.kind !== 'known') return { entry, source, version, by: 'bundle' };
  return signed.value === team ? { entry, source, version, by: 'bundle-and-team' } : null;
}

function listAll(lists: Lists): NonNullable<Matched['all']> {
  return lists
    .flatMap(({ source, bundles }) =>
      bundles.map(({ name, version }) => ({ source, name: name.slice(0, 200), version })),
    )
    .slice(0, MOST_LISTED);
}
