import { compareVersions } from 'compare-versions';
import type { FactsOf, SignalId } from '../../../contract/signals.ts';
import { factsOf } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import { comparableVersion } from '../version-truth.ts';
import { type Install, versionsOf } from './clues-of-versions.ts';
import { atMost, type Clue, type Entry, gradeOf } from './weigh-evidence.ts';

const signals = ['app-settings', 'personal-app-settings'] as const satisfies readonly SignalId[];
const MAX_SAYS = 400;

type Facts = FactsOf<'app-settings'>;

/** Everything that settings of the machine and of the person say about one entry. */
export type SettingsSay = {
  readonly clues: readonly Clue[];
  /** Profiles, accounts or connections that fit none of the known cases. */
  readonly untold: number;
  /** Something of its own is set up: more than a file that is there. */
  readonly configured: boolean;
  /** Something that tests look for is there at all. */
  readonly there: boolean;
  readonly usedLately: boolean;
  readonly unread: readonly { reason: string; count: number }[];
};

/**
 * Answers of tests that the catalogue no longer knows are passed over: a stored report is judged by today's catalogue. So are settings that
 * programs share (`onlyWithProgram`) where nothing else shows this one.
 */
export function settingsSay(entry: Entry, subject: Subject, installs: readonly Install[]): SettingsSay {
  const seen = signals.flatMap((signal) => factsOf(subject, signal) ?? []);
  const all = entry.tests ?? [];
  const alone = new Set(all.flatMap(({ id, onlyWithProgram }) => (onlyWithProgram === true ? [] : [id])));
  const isHere =
    installs.length > 0 ||
    seen.some(({ found }) => found.some((row) => row.entry === entry.id && alone.has(row.test)));
  const tests = new Map(all.filter(({ id }) => isHere || alone.has(id)).map((test) => [test.id, test]));
  const ofEntry = <Row extends { entry: string; test: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.entry === entry.id && tests.has(row.test));
  const found = seen.flatMap((facts) => ofEntry(facts.found));
  const unread = seen.flatMap((facts) => ofEntry(facts.unread));
  const versions = versionsOf(installs).flatMap((version) => comparableVersion(version) ?? []);
  const told = found.flatMap((row): Told[] => {
    const test = tests.get(row.test);
    const one = test?.cases.find(({ id }) => id === row.case);
    if (test === undefined || one === undefined) return [];
    const { below } = one;
    const applies = versions.length === 0 || versions.some((version) => isBelow(version, below));
    return applies ? [{ row, test, one, isSure: below === undefined || versions.length > 0 }] : [];
  });
  const byCase = Map.groupBy(told, ({ test, one }) => `${test.id}/${one.id}`);
  return {
    clues: [...byCase].flatMap(([id, same]) => clueOf(id, same)),
    untold: sum(found.filter((row) => row.case === null)),
    configured: found.some(({ test }) => !isMerePresence(tests.get(test)?.reads)),
    there: found.length > 0,
    usedLately: found.some((row) => row.usedLately === true),
    unread: byReason(unread),
  };
}

type Told = {
  row: Facts['found'][number];
  test: NonNullable<Entry['tests']>[number];
  one: NonNullable<Entry['tests']>[number]['cases'][number];
  /** Not where it depends on a version that nobody told. */
  isSure: boolean;
};

function isBelow(version: string, limit: string | undefined): boolean {
  return limit === undefined || compareVersions(version, limit) < 0;
}

/** The machine's and the person's answers to one case as one. */
function clueOf(id: string, same: readonly Told[]): Clue[] {
  const [first] = same;
  if (first === undefined) return [];
  const { test, one, isSure } = first;
  const proof = [...new Set(same.flatMap(({ row }) => row.proof))].sort();
  const says = `${proof.length === 0 ? 'found' : proof.join(', ')} in ${test.shown}`;
  return [
    {
      from: 'settings',
      own: one.account === 'own',
      evidence: {
        id,
        says: says.slice(0, MAX_SAYS),
        means: one.says,
        shows: one.shows,
        grade: isSure ? gradeOf(one) : atMost(gradeOf(one), 'possible'),
        count: sum(same.map(({ row }) => row)),
        ...(one.source === undefined ? {} : { source: one.source }),
      },
    },
  ];
}

/** That a file or a program is there does not say that anybody set it up. */
function isMerePresence(reads: Told['test']['reads'] | undefined): boolean {
  return reads === 'presence' || reads === 'file-version';
}

/** By reason the most that one test could not read: several tests ask the same files. */
function byReason(
  rows: readonly { test: string; reason: string; count: number }[],
): { reason: string; count: number }[] {
  return [...Map.groupBy(rows, ({ reason }) => reason)]
    .map(([reason, same]) => {
      const byTest = [...Map.groupBy(same, ({ test }) => test).values()];
      return { reason, count: Math.max(...byTest.map(sum)) };
    })
    .toSorted((a, b) => (a.reason < b.reason ? -1 : 1));
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
