import type { UnknownReason } from '../contract/observation.ts';
import type { FactsOf, SignalId } from '../contract/signals.ts';
import type { Outcome, ProbeReach, ReachProblem } from '../platform/reach.ts';

/** "Could not tell", with its reason: as a whole observation and as one reading inside facts. */
export type Unknown = { kind: 'unknown'; reason: UnknownReason; detail?: string };
/** A question without a meaning here, and why. */
export type NotApplicable = { kind: 'not-applicable'; because: string };

/** What a probe found, before the engine stamps it with time and context. */
export type Found<Facts> = { kind: 'known'; facts: Facts; source: string } | Unknown | NotApplicable;

/** Code that observes one signal on one operating system. It throws only on a defect. */
export type Probe<Id extends SignalId> = {
  signal: Id;
  observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<Id>>>;
};
export type AnyProbe = { [Id in SignalId]: Probe<Id> }[SignalId];

/** The failed half of an answer. */
export type Failed = Extract<Outcome<unknown>, { ok: false }>;

const reasonOfProblem: Record<ReachProblem, UnknownReason> = {
  'not-found': 'unreadable',
  denied: 'needs-elevation',
  'timed-out': 'timed-out',
  busy: 'busy',
  gone: 'unplugged',
  malformed: 'malformed',
  refused: 'refused',
  unreadable: 'unreadable',
  'too-large': 'unreadable',
  'service-missing': 'service-missing',
  'not-supported': 'not-supported',
  'not-captured': 'not-captured',
};

/** Longest detail the observation contract takes. */
const MAX_DETAIL_LENGTH = 500;

export function unknown(reason: UnknownReason, detail?: string): Unknown {
  return detail === undefined
    ? { kind: 'unknown', reason }
    : { kind: 'unknown', reason, detail: detail.slice(0, MAX_DETAIL_LENGTH) };
}

/** Turns a failed answer into "could not tell". For use where absence itself has no meaning for the signal. */
export function unknownFrom(failed: Failed, detail: string | undefined = failed.detail): Unknown {
  return unknown(reasonOfProblem[failed.problem], detail);
}

export function notApplicable(because: string): NotApplicable {
  return { kind: 'not-applicable', because };
}

export function knownReading<Value>(value: Value): { kind: 'known'; value: Value } {
  return { kind: 'known', value };
}

/** The answer of a probe that was told to stop between two steps. */
export function cancelled(): Unknown {
  return unknown('cancelled');
}

/** One line of text from outside: control characters and outer blanks gone, at most `maxLength` characters. */
export function tidyText(text: string, maxLength = 200): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, maxLength)
    .toWellFormed();
}
