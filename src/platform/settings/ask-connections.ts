import { z } from 'zod';
import type { Dbus, Outcome, ReachProblem, SettingsAnswers } from '../reach.ts';
import { answerQuestions, type SettingsAnswer, type SettingsQuestion } from './answer-questions.ts';
import { sumAnswers } from './ask-places.ts';
import { connectionTree } from './connection-tree.ts';

// https://networkmanager.dev/docs/api/latest/gdbus-org.freedesktop.NetworkManager.Settings.html
const NETWORK_MANAGER = 'org.freedesktop.NetworkManager';
const SETTINGS = 'org.freedesktop.NetworkManager.Settings';

const MOST_CONNECTIONS = 500;
const AT_ONCE = 8;

const Paths = z.tuple([z.array(z.string().startsWith('/org/freedesktop/NetworkManager/Settings/'))]);

/**
 * Asks every connection that NetworkManager knows and this account may see. Connections of other accounts are `denied`. The service is not started
 * for it. What it tells of a connection, with its names and addresses, does not leave this function: only answers do.
 */
export async function askConnections(
  dbus: Pick<Dbus, 'call' | 'whichNames'>,
  questions: readonly SettingsQuestion[],
): Promise<Outcome<SettingsAnswers>> {
  const names = await dbus.whichNames('system', [NETWORK_MANAGER]);
  if (!names.ok) return names;
  if (!names.value.owned.includes(NETWORK_MANAGER)) return { ok: false, problem: 'service-missing' };
  const ask = (path: string, iface: string, member: string) =>
    dbus.call('system', { name: NETWORK_MANAGER, path, interface: iface, member }, '', []);
  const listed = await ask('/org/freedesktop/NetworkManager/Settings', SETTINGS, 'ListConnections');
  if (!listed.ok) return { ok: false, problem: listed.problem };
  const paths = Paths.safeParse(listed.value);
  if (!paths.success) return { ok: false, problem: 'malformed' };
  const left = [...paths.data[0]];
  if (left.length > MOST_CONNECTIONS) return { ok: false, problem: 'too-large' };

  const answers: SettingsAnswer[][] = [];
  const unread = new Map<ReachProblem, number>();
  const miss = (problem: ReachProblem) => unread.set(problem, (unread.get(problem) ?? 0) + 1);
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      // One that does not answer will not answer the other questions either.
      if (unread.has('timed-out')) {
        miss('timed-out');
        continue;
      }
      const told = await ask(path, `${SETTINGS}.Connection`, 'GetSettings');
      const root = told.ok ? connectionTree(told.value[0]) : null;
      if (root !== null) answers.push(answerQuestions(root, questions));
      else if (told.ok) miss('malformed');
      else if (!isGone(told.detail)) miss(told.problem);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    ok: true,
    value: {
      files: answers.length,
      answers: sumAnswers(answers),
      unread: [...unread].map(([problem, count]) => ({ problem, count })),
      changedLately: false,
    },
  };
}

/** It was deleted after it was listed. Names of errors: https://dbus.freedesktop.org/doc/api/html/group__DBusProtocol.html */
function isGone(detail: string | undefined): boolean {
  return /\.Error\.Unknown(Method|Object|Interface)$/.test(detail ?? '');
}
