import type { Observation, Reading } from '../../contract/observation.ts';
import type { FactsOf, SignalId } from '../../contract/signals.ts';
import type { Evidence } from '../../contract/verdict.ts';
import type { Subject } from './rule.ts';
import { cannotTell, type Truth } from './truth.ts';

const MAX_SAYS = 300;
const MAX_SOURCE = 200;

function observationOf(subject: Subject, signal: SignalId): Observation<unknown> | undefined {
  return Object.hasOwn(subject.signals, signal)
    ? (subject.signals as Record<string, Observation<unknown> | undefined>)[signal]
    : undefined;
}

/**
 * Asks a question of a signal's facts. Anything but known facts is a gap: missing from the report (`not-scanned`),
 * unknown with its reason, or declared not applicable where a rule still needs it.
 */
export function look<Id extends SignalId>(
  subject: Subject,
  signal: Id,
  ask: (facts: FactsOf<Id>) => Truth,
): Truth {
  const seen = observationOf(subject, signal);
  if (seen === undefined) return cannotTell({ signal, reason: 'not-scanned' });
  if (seen.kind === 'known') return ask(seen.facts as FactsOf<Id>);
  if (seen.kind === 'not-applicable') return cannotTell({ signal, reason: 'not-applicable' });
  return cannotTell({
    signal,
    reason: seen.reason,
    ...(seen.detail === undefined ? {} : { detail: seen.detail }),
  });
}

/**
 * Asks a question of one reading inside known facts. `ifNotApplicable` says what the question's answer is where it has
 * no meaning; without it, that too is a gap.
 */
export function read<Value>(
  signal: SignalId,
  detail: string,
  reading: Reading<Value>,
  ask: (value: Value) => Truth,
  ifNotApplicable?: Truth,
): Truth {
  if (reading.kind === 'known') return ask(reading.value);
  if (reading.kind === 'not-applicable') {
    return ifNotApplicable ?? cannotTell({ signal, reason: 'not-applicable', detail });
  }
  return cannotTell({ signal, reason: reading.reason, detail });
}

/** The facts of a signal if known, for wording evidence; predicates use `look`. */
export function factsOf<Id extends SignalId>(subject: Subject, signal: Id): FactsOf<Id> | null {
  const seen = observationOf(subject, signal);
  return seen?.kind === 'known' ? (seen.facts as FactsOf<Id>) : null;
}

/** Evidence from one signal, stamped with where, when and by whom it was seen. */
export function saw(subject: Subject, signal: SignalId, says: string): Evidence {
  const seen = observationOf(subject, signal);
  return {
    signal,
    says: says.slice(0, MAX_SAYS),
    ...(seen?.kind === 'known' ? { source: seen.source.slice(0, MAX_SOURCE) } : {}),
    ...(seen === undefined ? {} : { at: seen.at, context: seen.context }),
  };
}

/** When a signal was last observed, milliseconds since 1970; null if it is not in the report. */
export function observedAtMs(subject: Subject, signal: SignalId): number | null {
  const seen = observationOf(subject, signal);
  return seen === undefined ? null : Date.parse(seen.at);
}

/** Is there an answer to this signal, be it that it has no meaning here? */
export function isAnswered(subject: Subject, signal: SignalId): boolean {
  const seen = observationOf(subject, signal);
  return seen !== undefined && seen.kind !== 'unknown';
}
