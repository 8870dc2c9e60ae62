import type { UnknownReason } from '../contract/observation.ts';
import type { FactsOf, SignalId } from '../contract/signals.ts';
import type { Outcome, ProbeReach, ReachProblem } from '../platform/reach.ts';

/** What a probe found, before the engine stamps it with time and context. */
export type Found<Facts> =
  | { kind: 'known'; facts: Facts; source: string }
  | { kind: 'unknown'; reason: UnknownReason; detail?: string }
  | { kind: 'not-applicable'; because: string };

/** Code that observes one signal on one operating system. It throws only on a defect. */
export type Probe<Id extends SignalId> = {
  signal: Id;
  observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<Id>>>;
};
export type AnyProbe = { [Id in SignalId]: Probe<Id> }[SignalId];

const reasonOfProblem: Record<ReachProblem, UnknownReason> = {
  'not-found': 'unreadable',
  denied: 'needs-elevation',
  'timed-out': 'timed-out',
  busy: 'busy',
  refused: 'refused',
  unreadable: 'unreadable',
  'too-large': 'unreadable',
  'service-missing': 'service-missing',
  'not-supported': 'not-supported',
  'not-captured': 'not-captured',
};

/** Turns a failed answer into "could not tell". For use where absence itself has no meaning for the signal. */
export function unknownFrom(failed: Extract<Outcome<unknown>, { ok: false }>): {
  kind: 'unknown';
  reason: UnknownReason;
  detail?: string;
} {
  const reason = reasonOfProblem[failed.problem];
  return failed.detail === undefined
    ? { kind: 'unknown', reason }
    : { kind: 'unknown', reason, detail: failed.detail };
}
