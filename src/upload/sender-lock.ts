import { lock } from 'proper-lockfile';
import { ProblemError } from '../contract/problem.ts';
import { makeFolders } from '../platform/make-folders.ts';
import { systemCode } from '../platform/system-code.ts';
import { asStateProblem } from '../platform/write-atomically.ts';

/** A lock whose holder was killed counts as left behind after this long, milliseconds. */
const staleAfterMs = 5_000;

/**
 * Runs `work` while no other process of this installation sends. Waits for the lock a little longer than a dead holder's lock
 * lives; then gives `upload.retry-later`. `work` gets a signal that fires when the lock was lost (a machine that slept).
 */
export async function withSenderLock<Value>(
  stateDir: string,
  work: (lockLost: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const lost = new AbortController();
  let release: () => Promise<void>;
  try {
    await makeFolders(stateDir, 0o700);
    release = await lock(stateDir, {
      lockfilePath: `${stateDir}/sender.lock`,
      stale: staleAfterMs,
      retries: { retries: 14, factor: 1, minTimeout: 500 },
      onCompromised: () =>
        lost.abort(
          new ProblemError('upload.retry-later', 'the right to send was lost; did this machine sleep?'),
        ),
    });
  } catch (error) {
    if (systemCode(error) === 'ELOCKED')
      throw new ProblemError('upload.retry-later', 'another Keyready process is sending right now');
    throw asStateProblem(error, stateDir);
  }
  try {
    return await work(lost.signal);
  } finally {
    // Already released when it was lost.
    await release().catch(() => undefined);
  }
}
