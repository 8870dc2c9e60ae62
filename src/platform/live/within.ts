import type { Outcome } from '../reach.ts';
import { failure } from './outcomes.ts';

/**
 * A limit is waited for in slices. While this process is busy itself, as with reading package lists for another probe, it hears nobody: of such a time only
 * one slice counts, so that it is not taken for the other side's silence.
 */
const SLICES = 10;

/** The answer, or `timed-out` when it does not come in time. A late answer is dropped. */
export async function within<Value>(
  limitMs: number,
  answer: Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<Value>>((resolve) => {
    const wait = (slices: number) => {
      timer = setTimeout(() => {
        if (slices > 1) wait(slices - 1);
        else resolve(failure('timed-out', `after ${limitMs} ms`));
      }, limitMs / SLICES);
    };
    wait(SLICES);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
