import type { SettingsFormat } from '../../contract/settings-test.ts';
import type { Outcome, ReachProblem, SettingsAnswers } from '../reach.ts';
import { answerQuestions, type SettingsAnswer, type SettingsQuestion } from './answer-questions.ts';
import { expandPattern } from './expand-pattern.ts';
import { parseSettings } from './parse-settings.ts';
import type { SettingsDisk } from './settings-disk.ts';
import { leaf } from './settings-node.ts';

const MAX_BYTES = 5 * 1024 * 1024;

/**
 * Asks every file that a pattern matches, one after another, so that one is in memory at a time. `not-found` when there is none; a folder on the way
 * that may not be listed is its problem.
 */
export async function askPlaces(
  disk: SettingsDisk,
  pattern: string,
  format: SettingsFormat,
  questions: readonly SettingsQuestion[],
  within?: string,
): Promise<Outcome<SettingsAnswers>> {
  const paths = await expandPattern(disk, pattern);
  if (!paths.ok) return paths;
  const unread = new Map<string, SettingsAnswers['unread'][number]>();
  const miss = (problem: ReachProblem, detail?: string) => {
    const key = `${problem} ${detail ?? ''}`;
    const known = unread.get(key);
    if (known !== undefined) known.count += 1;
    else unread.set(key, { problem, ...(detail === undefined ? {} : { detail }), count: 1 });
  };
  const answers: SettingsAnswer[][] = [];
  let changedLately = false;
  for (const path of paths.value) {
    if (format === 'presence') {
      const stands = await disk.stands(path, within);
      if (!stands.ok && stands.problem !== 'not-found') miss(stands.problem, stands.detail);
      if (stands.ok && stands.value) answers.push(answerQuestions(leaf('', 'stands there'), questions));
      continue;
    }
    const read = await disk.read(path, MAX_BYTES, within);
    if (!read.ok) {
      if (read.problem !== 'not-found') miss(read.problem, read.detail);
      continue;
    }
    const root = await parseSettings(read.value.bytes, format);
    if (!root.ok) {
      miss(root.problem, root.detail);
      continue;
    }
    changedLately ||= read.value.changedLately;
    answers.push(answerQuestions(root.value, questions));
  }
  if (answers.length === 0 && unread.size === 0) return { ok: false, problem: 'not-found' };
  const value = {
    files: answers.length,
    answers: sumAnswers(answers),
    unread: [...unread.values()],
    changedLately,
  };
  return { ok: true, value };
}

const MOST_PROOFS = 8;

/** What several files answered, as one. */
export function sumAnswers(perFile: readonly SettingsAnswer[][]): SettingsAnswer[] {
  const byQuestion = Map.groupBy(perFile.flat(), ({ id }) => id);
  return [...byQuestion].map(([id, same]) => {
    const byCase = Map.groupBy(
      same.flatMap(({ cases }) => cases),
      (one) => one.case,
    );
    const cases = [...byCase].map(([of, ones]) => ({
      case: of,
      count: ones.reduce((total, { count }) => total + count, 0),
      proof: [...new Set(ones.flatMap(({ proof }) => proof))].slice(0, MOST_PROOFS),
    }));
    return { id, cases };
  });
}
