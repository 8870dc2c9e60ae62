import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { stateFile } from '../platform/state-file.ts';

const SequenceRecord = z.strictObject({ last: z.number().int().nonnegative() });

/** Numbers for proofs: each is larger than every number handed out before, also across crashes. */
export type Sequence = { next(): Promise<number> };

/**
 * A number is on disk before it is used, so a crash skips one but never uses one twice. It starts at the clock's seconds, so
 * that a lost or set-aside file (or a restored old backup) still continues above what was used.
 * Callers hold the sender lock. Throws `state.disk-full` or `state.not-writable`.
 */
export function openSequence(path: string, clock: Clock): Sequence {
  const file = stateFile(path, SequenceRecord);
  return {
    async next() {
      const read = await file.read();
      const last = read.kind === 'found' ? read.value.last : 0;
      const number = Math.max(last + 1, Math.floor(clock.now().getTime() / 1000));
      await file.write({ last: number });
      return number;
    },
  };
}
