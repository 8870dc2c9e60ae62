import type { Reading } from '../../../contract/observation.ts';
import type { PasswordDependencies, PasswordDependency } from '../../../contract/password-dependencies.ts';
import type { SignalId } from '../../../contract/signals.ts';
import { signalCatalogue } from '../../signals/catalogue.ts';
import type { Grounds } from '../grounds.ts';
import { factsOf, look } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import { byText, judgeDependency, mayBeHidden } from './judge-dependency.ts';
import { compareAnswers, compareGrades } from './weigh-evidence.ts';

/** What the question "what still needs a password here?" is answered from. */
export const dependencySignals = [
  'apps',
  'app-settings',
  'personal-app-settings',
  'vpn-profiles',
] as const satisfies readonly SignalId[];

const MAX_ITEMS = 500;

/**
 * What still needs a password here, by what was found and by today's catalogue. Pure, and apart from the question whether a passkey works here: it
 * changes no state of a kind. A report of an older version, or of a scan that did not look, has gaps and is no proof that nothing is there.
 */
export function judgeDependencies(subject: Subject, grounds: Grounds): PasswordDependencies {
  const { catalogue } = grounds;
  const items = catalogue.entries.flatMap((entry) => judgeDependency(entry, subject, grounds) ?? []);
  return {
    catalogue: catalogue.version,
    items: items.toSorted(worstFirst).slice(0, MAX_ITEMS),
    gaps: dependencySignals.flatMap((signal) =>
      gapsOf(signal, subject, hiddenOf(items, subject, grounds), grounds),
    ),
    othersNotInspected: othersOf(subject),
  };
}

function worstFirst(a: PasswordDependency, b: PasswordDependency): number {
  return (
    compareAnswers(a.answer, b.answer) ||
    compareGrades(a.grade, b.grade) ||
    byText(a.name.toLowerCase(), b.name.toLowerCase()) ||
    byText(a.entry, b.entry)
  );
}

type Gap = PasswordDependencies['gaps'][number];

/** Ids of entries and tests whose settings may be here without being an item: `vpn/profile`. */
function hiddenOf(
  items: readonly PasswordDependency[],
  subject: Subject,
  { catalogue }: Grounds,
): ReadonlySet<string> {
  const here = new Set(items.map(({ entry }) => entry));
  const hidden = catalogue.entries.filter((entry) => !here.has(entry.id) && mayBeHidden(entry, subject));
  return new Set(
    hidden.flatMap(({ id, tests = [] }) =>
      tests.flatMap((test) => (test.onlyWithProgram === true ? [] : [`${id}/${test.id}`])),
    ),
  );
}

/** Why one signal may have missed something. One that has no meaning here has missed nothing. */
function gapsOf(
  signal: (typeof dependencySignals)[number],
  subject: Subject,
  hidden: ReadonlySet<string>,
  grounds: Grounds,
): Gap[] {
  const platforms: readonly string[] = signalCatalogue[signal].platforms;
  if (!platforms.includes(subject.platform)) return [];
  const truth = look(subject, signal, () => 'yes');
  if (truth !== 'yes') {
    const reasons = typeof truth === 'string' ? [] : truth.unknown.map(({ reason }) => reason);
    return reasons.filter((reason) => reason !== 'not-applicable').map((reason) => ({ signal, reason }));
  }
  return [...new Set(partsMissed(signal, subject, hidden, grounds))].map((reason) => ({ signal, reason }));
}

function partsMissed(
  signal: (typeof dependencySignals)[number],
  subject: Subject,
  hidden: ReadonlySet<string>,
  { catalogue }: Grounds,
): string[] {
  if (signal === 'vpn-profiles')
    return unknownReasons(factsOf(subject, signal)?.sources.map(({ count }) => count));
  if (signal === 'apps') {
    const facts = factsOf(subject, signal);
    // Versions before 0.4 did not look for programs of the catalogue.
    if (facts?.catalogued === undefined) return ['not-scanned'];
    const older = isOlder(facts.catalogue, catalogue.version) ? ['older-catalogue'] : [];
    return [...unknownReasons(facts.sources.map(({ count }) => count)), ...older];
  }
  const facts = factsOf(subject, signal);
  const closed = (facts?.unread ?? []).filter(({ entry, test }) => hidden.has(`${entry}/${test}`));
  const older = isOlder(facts?.catalogue, catalogue.version) ? ['older-catalogue'] : [];
  return [...closed.map(({ reason }) => reason), ...older];
}

/** A catalogue of an earlier day asked for less. Versions begin with their day. */
function isOlder(asked: string | undefined, today: string): boolean {
  return asked !== undefined && asked.slice(0, 10) < today.slice(0, 10);
}

function unknownReasons(readings: readonly Reading<number>[] = []): string[] {
  return readings.flatMap((reading) => (reading.kind === 'unknown' ? [reading.reason] : []));
}

/** The greater of what is known; a scan that saw no person's settings does not know. */
function othersOf(subject: Subject): number | null {
  const readings = [
    factsOf(subject, 'personal-app-settings')?.othersNotInspected,
    factsOf(subject, 'apps')?.othersNotInspected,
  ];
  const known = readings.flatMap((reading) => (reading?.kind === 'known' ? [reading.value] : []));
  return known.length === 0 ? null : Math.max(...known);
}
