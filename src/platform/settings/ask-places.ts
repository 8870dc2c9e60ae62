import type { Outcome, ReachProblem, SettingsAnswers } from '../reach.ts';
import { answerQuestions, type SettingsAnswer, type SettingsQuestion } from './answer-questions.ts';
import { expandPattern } from './expand-pattern.ts';
import { type FileFormat, parseSettings } from './parse-settings.ts';
import type { SettingsDisk } from './settings-disk.ts';
import { leaf, TooMuchError } from './settings-node.ts';

const MAX_BYTES = 5 * 1024 * 1024;
/** What one pattern may take in all. Looked at between files, each of which is bounded by its size and its number of settings. */
const MOST_TOTAL_BYTES = 32 * 1024 * 1024;
const MOST_TIME_MS = 1500;

/**
 * Asks every file that a pattern matches, one after another, so that one is in memory at a time. `not-found` when there is none; a folder on the way
 * that may not be listed is its problem. Files
 * beyond what one pattern may take are told as `too-large` or `timed-out`.
 */
export async function askPlaces(
  disk: SettingsDisk,
  pattern: string,
  format: FileFormat | 'presence',
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
  let totalBytes = 0;
  const begun = performance.now();
  for (const path of paths.value) {
    if (performance.now() - begun > MOST_TIME_MS) {
      miss('timed-out', `after ${MOST_TIME_MS} ms`);
      continue;
    }
    if (format === 'presence') {
      const stands = await disk.stands(path, within);
      if (!stands.ok && stands.problem !== 'not-found') miss(stands.problem, stands.detail);
      if (stands.ok && stands.value) answers.push(answerQuestions(leaf('', 'stands there'), questions));
      continue;
    }
    if (totalBytes > MOST_TOTAL_BYTES) {
      miss('too-large', `over ${MOST_TOTAL_BYTES} bytes in all`);
      continue;
    }
    const read = await disk.read(path, MAX_BYTES, within);
    if (!read.ok) {
      if (read.problem !== 'not-found') miss(read.problem, read.detail);
      continue;
    }
    totalBytes += read.value.bytes.length;
    const answer = await answerOf(read.value.bytes, format, questions);
    if (!answer.ok) {
      miss(answer.problem, answer.detail);
      continue;
    }
    changedLately ||= read.value.changedLately;
    answers.push(answer.value);
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

async function answerOf(
  bytes: Buffer,
  format: FileFormat,
  questions: readonly SettingsQuestion[],
): Promise<Outcome<SettingsAnswer[]>> {
  const root = await parseSettings(bytes, format);
  if (!root.ok) return root;
  try {
    return { ok: true, value: answerQuestions(root.value, questions) };
  } catch (error) {
    if (error instanceof TooMuchError) return { ok: false, problem: 'too-large', detail: error.message };
    throw error;
  }
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
