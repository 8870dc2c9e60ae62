import type { Outcome, ProbeReach, ReachProblem, SettingsAnswers } from '../../platform/reach.ts';
import { answerQuestions, type SettingsQuestion } from '../../platform/settings/answer-questions.ts';
import { branch, leaf } from '../../platform/settings/settings-node.ts';
import { askNative } from '../windows/ask-native.ts';

/** https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes--0-499- */
const problemOf: Readonly<Record<number, ReachProblem>> = { 2: 'not-found', 3: 'not-found', 5: 'denied' };

/** Asks the version that a program of Windows carries, as its setting `version`. */
export async function askVersion(
  reach: ProbeReach,
  path: string,
  questions: readonly SettingsQuestion[],
): Promise<Outcome<SettingsAnswers>> {
  const asked = await askNative(reach, 'fileVersion', path);
  if (!asked.ok) return { ok: false, problem: 'not-supported' };
  if (!('version' in asked.answer)) {
    const code = 'result' in asked.answer ? asked.answer.result : null;
    return { ok: false, problem: (code === null ? null : problemOf[code]) ?? 'unreadable' };
  }
  const root = branch('', [leaf('version', asked.answer.version)]);
  return {
    ok: true,
    value: { files: 1, answers: answerQuestions(root, questions), unread: [], changedLately: false },
  };
}
