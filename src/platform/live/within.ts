import type { Outcome } from '../reach.ts';
import { failure } from './outcomes.ts';

/** The answer, or `timed-out` when it does not come in time. A late answer is dropped. */
export async function within<Value>(
  limitMs: number,
  answer: Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<Value>>((resolve) => {
    timer = setTimeout(() => resolve(failure('timed-out', `after ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
