import type { Clock } from '../../../src/platform/clock.ts';

/** A clock that stands still until it is set. */
export type TestClock = Clock & { set(at: Date): void; advance(ms: number): void };

export function testClock(start: Date = new Date('2026-11-20T08:00:00Z')): TestClock {
  let nowMs = start.getTime();
  return {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
    set: (at) => {
      nowMs = at.getTime();
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
