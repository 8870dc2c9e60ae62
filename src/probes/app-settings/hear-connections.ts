import type { Outcome, ProbeReach, SettingsAnswers } from '../../platform/reach.ts';
import { isToldByService } from '../../platform/settings/connection-tree.ts';
import { unknownFrom } from '../probe.ts';
import type { PlannedPlace } from './plan-questions.ts';

type Heard = { planned: PlannedPlace; answer: Outcome<SettingsAnswers> };

/** Only root may read the files in it: https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html */
const keyFiles = /\/NetworkManager\/system-connections\//;

/**
 * Where key files of NetworkManager may not be read, its service is asked instead. It knows the connections of all folders, so its answers take the
 * place of the files'. It tells no secrets: questions about those stay unread, as all do where it does not answer.
 */
export async function hearConnections(reach: ProbeReach, heard: readonly Heard[]): Promise<Heard[]> {
  const closed = heard.filter(({ planned, answer }) => keyFiles.test(planned.place) && isClosed(answer));
  const asked = new Map(closed.flatMap(({ planned }) => planned.questions.map((one) => [one.id, one])));
  const questions = [...asked.values()].filter(isToldByService);
  if (questions.length === 0) return [...heard];
  const answer = await reach.dbus.askConnections(questions);
  if (!answer.ok) {
    const why = `and NetworkManager did not tell instead (${unknownFrom(answer).reason})`;
    return heard.map((one) => (closed.includes(one) ? { ...one, answer: withDetail(one.answer, why) } : one));
  }
  const told = new Set(questions.map(({ id }) => id));
  const service = {
    place: 'NetworkManager',
    reads: 'ini',
    questions,
    changeWithUse: new Set<string>(),
  } as const;
  return [
    ...heard.map((one) => (keyFiles.test(one.planned.place) ? without(one, told) : one)),
    { planned: service, answer },
  ];
}

function isClosed(answer: Outcome<SettingsAnswers>): boolean {
  if (!answer.ok) return answer.problem === 'denied';
  return answer.value.unread.some(({ problem }) => problem === 'denied');
}

function withDetail(answer: Outcome<SettingsAnswers>, detail: string): Outcome<SettingsAnswers> {
  if (!answer.ok) return { ...answer, detail };
  const unread = answer.value.unread.map((one) => (one.problem === 'denied' ? { ...one, detail } : one));
  return { ok: true, value: { ...answer.value, unread } };
}

/** What files of a place answered but for some questions. */
function without({ planned, answer }: Heard, told: ReadonlySet<string>): Heard {
  const isLeft = ({ id }: { id: string }) => !told.has(id);
  return {
    planned: { ...planned, questions: planned.questions.filter(isLeft) },
    answer: answer.ok
      ? { ok: true, value: { ...answer.value, answers: answer.value.answers.filter(isLeft) } }
      : answer,
  };
}
