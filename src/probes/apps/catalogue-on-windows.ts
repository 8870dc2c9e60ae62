import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { unknownFrom } from '../probe.ts';
import { askFileVersion } from './ask-file-version.ts';
import type { Listed, Match, Wanted } from './catalogued.ts';
import { completeMatches } from './complete-matches.ts';
import { matchPackages, matchPrograms } from './match-windows.ts';
import { readClickToRun } from './read-click-to-run.ts';
import type { MsixPackage } from './read-msix.ts';
import type { InstalledProgram } from './read-uninstall-keys.ts';

type Matched = Pick<FactsOf<'apps'>, 'catalogued' | 'cataloguedUnread' | 'catalogue' | 'all'>;
type Lists = Readonly<Record<string, readonly InstalledProgram[]>>;

const MOST_LISTED = 20_000;

/** What of the catalogue is here, and all names where the policy asks for them. */
export async function catalogueOnWindows(
  reach: ProbeReach,
  about: Outcome<{ homeDir: string; env: Record<string, string> }>,
  { catalogue, wholeList }: Wanted,
  lists: Lists,
  packages: readonly MsixPackage[],
  stop: AbortSignal,
): Promise<Matched> {
  const all = wholeList ? { all: listAll(lists, packages) } : {};
  if (catalogue === null) return all;
  const office = await readClickToRun(reach);
  const withOffice: [source: string, programs: readonly InstalledProgram[]][] = [
    ...Object.entries(lists),
    ['click-to-run', office.programs],
  ];
  const programs = withOffice.flatMap(([source, some]) =>
    matchPrograms(catalogue, some).map((matched) => ({ source, ...matched })),
  );
  const installed = await Promise.all(
    programs.map(async ({ source, program, entry, by }): Promise<Match> => {
      // What a set-up wrote down comes second to what the program itself says.
      const version = (await askFileVersion(reach, program.program)) ?? program.version;
      return { entry, source, version: version?.slice(0, 60) ?? null, by };
    }),
  );
  const found = [...installed, ...matchPackages(catalogue, packages)];
  const gaps = office.gaps.map((gap) => ({ source: 'click-to-run', reason: unknownFrom(gap).reason }));
  return { ...(await completeMatches(reach, 'win32', about, catalogue, { found, gaps }, stop)), ...all };
}

function listAll(lists: Lists, packages: readonly MsixPackage[]): Listed[] {
  const programs = Object.entries(lists).flatMap(([source, some]) =>
    some.map(({ name, version }) => ({ source, name, version })),
  );
  const ofMsix = packages.map(({ name, version }) => ({ source: 'msix', name, version }));
  return [...programs, ...ofMsix].slice(0, MOST_LISTED);
}
