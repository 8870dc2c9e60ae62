import type { Outcome, ProbeReach, SettingsAnswers } from '../../platform/reach.ts';
import { answerQuestions, type SettingsQuestion } from '../../platform/settings/answer-questions.ts';
import { branch, leaf } from '../../platform/settings/settings-node.ts';
import { askNative } from '../windows/ask-native.ts';

/** Asks the version that a program of Windows carries, as its setting `version`. */
export async function askVersion(
  reach: ProbeReach,
  path: string,
  questions: readonly SettingsQuestion[],
): Promise<Outcome<SettingsAnswers>> {
  const asked = await askNative(reach, 'fileVersion', path);
  if (!asked.ok) return { ok: false, problem: 'unreadable' };
  if (!('version' in asked.answer) || asked.answer.version === null)
    return { ok: false, problem: 'not-found' };
  const root = branch('', [leaf('version', asked.answer.version)]);
  return {
    ok: true,
    value: { files: 1, answers: answerQuestions(root, questions), unread: [], changedLately: false },
  };
}
