/** Time as the rest of the program may see it. */
export interface Clock {
  /** Wall clock. */
  now(): Date;
  /** Milliseconds that only grow, for durations. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
