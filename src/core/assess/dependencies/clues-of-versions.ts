import { compareVersions } from 'compare-versions';
import type { VersionCase } from '../../../contract/catalogue.ts';
import type { FactsOf } from '../../../contract/signals.ts';
import type { Subject } from '../rule.ts';
import { comparableVersion } from '../version-truth.ts';
import { atMost, type Clue, type Entry, gradeOf } from './weigh-evidence.ts';

export type Install = NonNullable<FactsOf<'apps'>['catalogued']>[number];

/** What the installed versions say, and that it is installed at all. A version that is not told, or no number, says nothing about limits. */
export function cluesOfVersions(entry: Entry, installs: readonly Install[], subject: Subject): Clue[] {
  if (installs.length === 0) return [];
  const onlyByName = installs.every(({ by }) => by === 'name');
  const here = (entry.versions ?? []).filter(
    ({ platforms }) => platforms === undefined || platforms.includes(subject.platform),
  );
  return here.flatMap((one): Clue[] => {
    const grade = gradeOf(one);
    return wordsOf(one, versionsOf(installs)).map((says) => ({
      from: 'version',
      own: one.account === 'own',
      evidence: {
        id: `version/${one.id}`,
        says,
        means: one.says,
        shows: one.shows,
        // A name alone, without its maker, may be that of another program.
        grade: onlyByName ? atMost(grade, 'possible') : grade,
        count: 1,
        ...(one.source === undefined ? {} : { source: one.source }),
      },
    }));
  });
}

/** `version 4.2, below 4.6` for each version that the limit meets; `installed` where there is no limit. */
function wordsOf({ below, atLeast }: VersionCase, versions: readonly string[]): string[] {
  const limit = below ?? atLeast;
  if (limit === undefined) return ['installed'];
  return versions.flatMap((version) => {
    const number = comparableVersion(version);
    if (number === null) return [];
    const isBelow = compareVersions(number, limit) < 0;
    if (isBelow !== (below !== undefined)) return [];
    return [isBelow ? `version ${version}, below ${limit}` : `version ${version}, ${limit} or later`];
  });
}

/** Distinct installed versions, newest first; what is no number comes last. */
export function versionsOf(installs: readonly Install[]): string[] {
  const distinct = new Set(installs.flatMap(({ version }) => (version === null ? [] : [version])));
  return [...distinct].toSorted((a, b) => {
    const [left, right] = [comparableVersion(a), comparableVersion(b)];
    const byNumber =
      left === null || right === null
        ? Number(left === null) - Number(right === null)
        : compareVersions(right, left);
    return byNumber || (a < b ? -1 : 1);
  });
}
