import type { SignalId } from '../../contract/signals.ts';
import type { Confidence, KindVerdict, Severity, VerdictState } from '../../contract/verdict.ts';
import { freshnessOf } from './freshness.ts';
import type { WeighedGap } from './gaps.ts';
import type { Grounds } from './grounds.ts';
import { isAnswered } from './read-signal.ts';
import type { Rule, Subject } from './rule.ts';
import type { Truth } from './truth.ts';

const levels: readonly Confidence[] = ['low', 'medium', 'high'];

type Asked = { readonly rule: Rule; readonly truth: Truth };
type Settled = Exclude<VerdictState, 'unknown'>;
/** The rows of which one that fired is enough for the state, and those whose "no" it rests on as well. */
const decides: Readonly<Record<Settled, { by: Severity; overNo: readonly Severity[] }>> = {
  'not-applicable': { by: 'not-applicable', overNo: [] },
  blocked: { by: 'block', overNo: [] },
  'ready-after-action': { by: 'action', overNo: ['block', 'unknown'] },
  ready: { by: 'ready', overNo: ['block', 'unknown', 'action'] },
};

/** What of a kind's verdict says how firmly its state stands. */
export type Standing = Pick<KindVerdict, 'confidence' | 'doubts' | 'freshness'>;

/**
 * How firmly a settled state stands (docs/adr/0014). Any one row that fired is enough for it, so it is as sure as the surest of them; a row is one
 * step less sure where a signal it needs, or one of a row that it had to wait for, is stale.
 */
export function standingOf(
  state: Settled,
  heard: readonly Asked[],
  subject: Subject,
  grounds: Grounds,
  judgedAt: Date,
): Standing {
  const { by, overNo } = decides[state];
  const waitedFor = heard.flatMap(({ rule }) => (overNo.includes(rule.effect) ? rule.needs : []));
  const rows = enough(heard.filter(({ rule, truth }) => rule.effect === by && truth === 'yes')).map(
    ({ rule }) => {
      const signals = [...rule.needs, ...waitedFor].filter((signal) => isAnswered(subject, signal));
      const own = rule.confidence?.level ?? 'high';
      const isOld = freshnessOf(subject, signals, grounds, judgedAt)?.stale === true;
      return { rule, signals, level: isOld ? oneStepLower(own) : own };
    },
  );
  const confidence = surest(rows.map(({ level }) => level));
  const deciding = rows.filter(({ level }) => level === confidence);
  const doubts = [...new Set(deciding.flatMap(({ rule }) => rule.confidence?.because ?? []))];
  const signals = deciding.flatMap((row) => row.signals);
  const freshness = freshnessOf(subject, signals, grounds, judgedAt);
  return {
    confidence,
    ...(doubts.length === 0 ? {} : { doubts }),
    ...(freshness === null ? {} : { freshness }),
  };
}

/** Not knowing has no degrees: only how old the signals are that could not be told, and those of rows that say so. */
export function standingOfUnknown(
  fired: readonly Rule[],
  gaps: readonly WeighedGap[],
  subject: Subject,
  grounds: Grounds,
  judgedAt: Date,
): Standing {
  const signals: SignalId[] = [
    ...fired.filter(({ effect }) => effect === 'unknown').flatMap(({ needs }) => needs),
    ...gaps.filter(({ weight }) => weight !== 'trace').map(({ gap }) => gap.signal),
  ];
  const freshness = freshnessOf(subject, signals, grounds, judgedAt);
  return freshness === null ? {} : { freshness };
}

/** "Otherwise" rows speak only where no other did. */
function enough(fired: readonly Asked[]): readonly Asked[] {
  const plain = fired.filter(({ rule }) => rule.otherwise === undefined);
  return plain.length > 0 ? plain : fired;
}

function oneStepLower(level: Confidence): Confidence {
  return levels[Math.max(0, levels.indexOf(level) - 1)] ?? 'low';
}

function surest(all: readonly Confidence[]): Confidence {
  return levels.findLast((level) => all.includes(level)) ?? 'low';
}
