import type { AppSettingsFacts } from '../../contract/facts/app-settings.ts';
import type { Outcome, SettingsAnswers } from '../../platform/reach.ts';
import { sumAnswers } from '../../platform/settings/ask-places.ts';
import { tidyText, unknownFrom } from '../probe.ts';
import type { PlannedPlace } from './plan-questions.ts';

type Heard = { planned: PlannedPlace; answer: Outcome<SettingsAnswers> };
type Gathered = Pick<AppSettingsFacts, 'found' | 'unread'>;

/** What all places answered, by test. A place that is not there says nothing. */
export function gatherAnswers(heard: readonly Heard[]): Gathered {
  const lately = new Set<string>();
  const changing = new Set(heard.flatMap(({ planned }) => [...planned.changeWithUse]));
  const answers = heard.flatMap(({ planned, answer }) => {
    if (!answer.ok) return [];
    if (answer.value.changedLately) for (const id of planned.changeWithUse) lately.add(id);
    return [answer.value.answers];
  });
  const found = sumAnswers(answers).flatMap(({ id, cases }) =>
    cases.map(({ case: of, count, proof }) => ({
      ...idsOf(id),
      case: of,
      count,
      proof: proof.slice(0, 8).map((words) => tidyText(words, 240)),
      ...(changing.has(id) ? { usedLately: lately.has(id) } : {}),
    })),
  );
  return { found: found.sort(byIds), unread: unreadOf(heard).sort(byIds) };
}

function unreadOf(heard: readonly Heard[]): Gathered['unread'] {
  const unread = heard.flatMap(({ planned, answer }) => {
    const missed = answer.ok
      ? answer.value.unread
      : answer.problem === 'not-found'
        ? []
        : [{ ...answer, count: 1 }];
    return planned.questions.flatMap(({ id }) =>
      missed.map(({ problem, detail, count }) => {
        const { reason } = unknownFrom({ ok: false, problem });
        return {
          ...idsOf(id),
          count,
          reason,
          ...(detail === undefined ? {} : { detail: tidyText(detail, 200) }),
        };
      }),
    );
  });
  const same = Map.groupBy(
    unread,
    ({ entry, test, reason, detail }) => `${entry} ${test} ${reason} ${detail ?? ''}`,
  );
  return [...same.values()].flatMap((ones) => {
    const [first] = ones;
    return first === undefined ? [] : [{ ...first, count: ones.reduce((sum, { count }) => sum + count, 0) }];
  });
}

function idsOf(id: string): { entry: string; test: string } {
  const [entry = '', test = ''] = id.split('/');
  return { entry, test };
}

function byIds(a: { entry: string; test: string }, b: { entry: string; test: string }): number {
  const [left, right] = [`${a.entry}/${a.test}`, `${b.entry}/${b.test}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
