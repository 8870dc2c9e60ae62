import type { Exchange } from '../../contract/capture.ts';
import type { SignalId } from '../../contract/signals.ts';
import type { HostMessage, HostRequest } from '../../core/scan/host-messages.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import type { AnyProbe, Found } from '../../probes/probe.ts';

/** The reach of one signal, and what it has recorded so far (when recording). */
export type SignalReach = { reach: ProbeReach; exchanges?: () => Exchange[] };

const MAX_DETAIL_LENGTH = 300;

/**
 * Runs the wanted probes side by side, each with its own stop signal and time limit, and tells each step. A probe that
 * throws or takes too long costs its own signal. Resolves when every signal is answered.
 */
export async function runProbes(
  wanted: HostRequest['signals'],
  probes: readonly AnyProbe[],
  reachFor: (signal: SignalId) => SignalReach,
  clock: Clock,
  tell: (message: HostMessage) => Promise<void>,
): Promise<void> {
  const runs: Promise<void>[] = [];
  for (const { id, timeLimitMs } of wanted) {
    // On its way before the probe runs: whatever the probe does to this process, the parent knows who was at it.
    await tell({ kind: 'started', signal: id });
    const probe = probes.find((candidate) => candidate.signal === id);
    const { reach, exchanges } = reachFor(id);
    const startedAtMs = clock.monotonicMs();
    const run = observeWithin(probe, reach, timeLimitMs).then((found) =>
      tell({
        kind: 'observed',
        signal: id,
        found,
        at: clock.now().toISOString(),
        tookMs: clock.monotonicMs() - startedAtMs,
        ...(exchanges === undefined ? {} : { exchanges: exchanges() }),
      }),
    );
    runs.push(run);
  }
  await Promise.all(runs);
}

async function observeWithin(
  probe: AnyProbe | undefined,
  reach: ProbeReach,
  timeLimitMs: number,
): Promise<Found<unknown>> {
  if (probe === undefined) return { kind: 'unknown', reason: 'no-probe' };
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Found<unknown>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'unknown', reason: 'timed-out', detail: `no answer within ${timeLimitMs} ms` });
      stop.abort();
    }, timeLimitMs);
  });
  const answer = (async (): Promise<Found<unknown>> => {
    try {
      return await probe.observe(reach, stop.signal);
    } catch (error) {
      return { kind: 'unknown', reason: 'crashed', detail: `the probe threw: ${inWords(error)}` };
    }
  })();
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Name and first line: enough to find the defect, without a stack. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error';
  const [firstLine = ''] = error.message.split('\n');
  return `${error.name}: ${firstLine}`.slice(0, MAX_DETAIL_LENGTH);
}
