import type { Outcome, ReachProblem, SettingsAnswers } from '../reach.ts';
import {
  answerQuestions,
  MOST_PROOFS,
  type SettingsAnswer,
  type SettingsQuestion,
} from './answer-questions.ts';
import { expandPattern, type Lister } from './expand-pattern.ts';
import { type FileFormat, type FileParser, parserOf } from './parse-settings.ts';
import type { SettingsDisk } from './settings-disk.ts';
import { leaf, type SettingsNode, TooMuchError } from './settings-node.ts';

const MAX_BYTES = 5 * 1024 * 1024;
/** What one pattern may take in all. Looked at between files, each of which is bounded by its size and its number of settings. */
const MOST_TOTAL_BYTES = 32 * 1024 * 1024;
/** Work on what was read. Waiting does not count: other patterns work meanwhile. */
const MOST_WORK_MS = 1000;
/**
 * Asks every file that a pattern matches, one after another, so that one is in memory at a time. `not-found` when there is none. What cannot be read or
 * listed is told beside the answers of the others, and so is what is beyond what one pattern may take, as `too-large` or `timed-out`.
 */
export async function askPlaces(
  disk: SettingsDisk,
  pattern: string,
  format: FileFormat | 'presence',
  questions: readonly SettingsQuestion[],
  within?: string,
): Promise<Outcome<SettingsAnswers>> {
  let keptWaiting = false;
  let workMs = 0;
  let parse: FileParser | null = null;
  const asked = async <Value>(ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> => {
    // A disk that kept it waiting once is not asked again.
    if (keptWaiting || workMs > MOST_WORK_MS) return { ok: false, problem: 'timed-out' };
    const answer = await ask();
    keptWaiting ||= !answer.ok && answer.problem === 'timed-out';
    return answer;
  };
  const list: Lister = (folder) => asked(() => disk.list(folder, within));
  const { paths, missed } = await expandPattern(list, pattern);
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
  // A name that a folder told stood there; one that the pattern gives in full may just not be there.
  const wasListed = /\*[^\\/]*$/.test(pattern);
  for (const { problem, detail } of missed) miss(problem, detail);
  for (const path of paths) {
    if (format === 'presence') {
      const stands = await asked(() => disk.stands(path, within));
      if (!stands.ok && stands.problem !== 'not-found') miss(stands.problem, stands.detail);
      if (stands.ok && stands.value) answers.push(answerQuestions(leaf('', 'stands there'), questions));
      continue;
    }
    if (totalBytes > MOST_TOTAL_BYTES) {
      miss('too-large', `over ${MOST_TOTAL_BYTES} bytes in all`);
      continue;
    }
    const read = await asked(() => disk.read(path, MAX_BYTES, within));
    if (!read.ok) {
      if (read.problem !== 'not-found') miss(read.problem, read.detail);
      else if (wasListed) miss('unreadable', 'gone before it was read');
      continue;
    }
    totalBytes += read.value.bytes.length;
    parse ??= await parserOf(format);
    const begun = performance.now();
    const answer = answerOf(parse(read.value.bytes), questions);
    workMs += performance.now() - begun;
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

function answerOf(
  root: Outcome<SettingsNode>,
  questions: readonly SettingsQuestion[],
): Outcome<SettingsAnswer[]> {
  if (!root.ok) return root;
  try {
    return { ok: true, value: answerQuestions(root.value, questions) };
  } catch (error) {
    if (error instanceof TooMuchError) return { ok: false, problem: 'too-large', detail: error.message };
    throw error;
  }
}

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
