import type { Observation } from '../../contract/observation.ts';
import type { SignalId, Signals } from '../../contract/signals.ts';
import type { Freshness } from '../../contract/verdict.ts';
import type { Grounds } from './grounds.ts';
import { observedAtMs } from './read-signal.ts';
import type { Subject } from './rule.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type Ages = Pick<Grounds, 'staleAfterDays' | 'forgetAfterDays'>;

/** Milliseconds since `atMs`. A clock that ran ahead makes nothing old: a sighting from the future is fresh. */
function ageMs(atMs: number, judgedAt: Date): number {
  return Math.max(0, judgedAt.getTime() - atMs);
}

/** Whole days since then; 0 for the future. */
export function ageInDays(atMs: number, judgedAt: Date): number {
  return Math.floor(ageMs(atMs, judgedAt) / DAY_MS);
}

export function isStale(atMs: number, { staleAfterDays }: Ages, judgedAt: Date): boolean {
  return ageMs(atMs, judgedAt) > staleAfterDays * DAY_MS;
}

/**
 * The subject as rules may see it: an answer older than `forgetAfterDays` is unknown (`too-old`), with its time. So nothing stays a yes for ever,
 * and nothing becomes a no by age. What was unknown keeps its own reason.
 */
export function forgetOld(subject: Subject, { forgetAfterDays }: Ages, judgedAt: Date): Subject {
  const entries = Object.entries(subject.signals).map(([name, seen]) => [
    name,
    seen === undefined || seen.kind === 'unknown' || !isForgotten(seen) ? seen : forgotten(seen),
  ]);
  return { ...subject, signals: Object.fromEntries(entries) as Signals };

  function isForgotten({ at }: Observation<unknown>): boolean {
    return ageMs(Date.parse(at), judgedAt) > forgetAfterDays * DAY_MS;
  }
  function forgotten({ at, tookMs, context }: Observation<unknown>): Observation<unknown> {
    const days = ageInDays(Date.parse(at), judgedAt);
    return { kind: 'unknown', reason: 'too-old', detail: `last seen ${days} days ago`, at, tookMs, context };
  }
}

/** How old the oldest of these signals is; null where none of them is in the report. */
export function freshnessOf(
  subject: Subject,
  signals: readonly SignalId[],
  ages: Ages,
  judgedAt: Date,
): Freshness | null {
  const times = signals.flatMap((signal) => observedAtMs(subject, signal) ?? []);
  if (times.length === 0) return null;
  const oldest = Math.min(...times);
  return {
    oldestAt: new Date(oldest).toISOString(),
    ageDays: ageInDays(oldest, judgedAt),
    stale: isStale(oldest, ages, judgedAt),
  };
}
