/** The time one exchange with a key may take, all in all, and the signal that ends it sooner. */
export class Budget {
  readonly stop: AbortSignal;
  /** Milliseconds on a clock that never goes back. */
  readonly nowMs: () => number;
  private readonly endMs: number;

  constructor(totalMs: number, nowMs: () => number, stop: AbortSignal) {
    this.nowMs = nowMs;
    this.stop = stop;
    this.endMs = nowMs() + totalMs;
  }

  /** Never below 0. */
  leftMs(): number {
    return Math.max(0, this.endMs - this.nowMs());
  }
}

export type Settled<Value> = { kind: 'done'; value: Value } | { kind: 'late' } | { kind: 'stopped' };

/**
 * The value, or word that it did not come in `limitMs` or that `stop` was raised first. Rejects as `work` does. Leaves no timer
 * and no listener behind; a later rejection of `work` is dropped. `stop` null = not to be stopped.
 */
export async function settleWithin<Value>(
  work: Promise<Value>,
  limitMs: number,
  stop: AbortSignal | null,
): Promise<Settled<Value>> {
  if (stop?.aborted) {
    work.catch(() => undefined);
    return { kind: 'stopped' };
  }
  const early = Promise.withResolvers<Settled<Value>>();
  const timer = setTimeout(() => early.resolve({ kind: 'late' }), limitMs);
  const onAbort = () => early.resolve({ kind: 'stopped' });
  stop?.addEventListener('abort', onAbort);
  try {
    return await Promise.race([
      work.then((value): Settled<Value> => ({ kind: 'done', value })),
      early.promise,
    ]);
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', onAbort);
  }
}
