import pRetry from 'p-retry';
import type { ProblemError } from '../contract/problem.ts';
import type { DeviceReport } from '../contract/report.ts';
import type { Answer, CollectorClient } from './collector-client.ts';
import type { Outbox } from './outbox.ts';
import { sleep } from './sleep.ts';

/** What emptying the outbox came to. `sent` counts what arrived before trouble as well. */
export type SendOutcome = { sent: number; setAside: number } & (
  | { kind: 'done' }
  | { kind: 'later'; problem: ProblemError; retryAfterMs: number | null }
  | { kind: 'refused'; problem: ProblemError; code: string }
);

export type SendOptions = {
  outbox: Outbox;
  client: CollectorClient;
  stop?: AbortSignal;
  /** After each report the collector acknowledged. */
  onAccepted(report: DeviceReport): Promise<void>;
  /** Attempts for one report within this run. */
  attempts?: number;
  baseDelayMs?: number;
  maxDelayMs?: number;
  random?: () => number;
};

/** Codes that condemn one report, not the installation: it is set aside and the next one is tried. */
const faultsOfOneReport = new Set([
  'ingest.malformed-json',
  'ingest.bad-encoding',
  'ingest.schema',
  'ingest.too-large',
  'ingest.wrong-media-type',
  // Made under a key this installation has since lost: the reports of the new key must not wait behind it.
  'ingest.foreign-device',
]);

/** A collector that fails at so many reports in one run fails at all of them. */
const maxPassedOver = 3;

/**
 * Sends waiting reports oldest first until the outbox is empty or the collector is not. Passing trouble is retried with full
 * jitter (a random wait between nothing and the doubled limit, so that a fleet does not come back at once); a longer
 * Retry-After ends the run and is handed back. Throws the reason of `stop`, state problems, and defects.
 */
export async function sendOutbox(options: SendOptions): Promise<SendOutcome> {
  const { outbox, client, stop, onAccepted } = options;
  const met = new Set<string>();
  let sent = 0;
  let setAside = 0;
  const passedOver: Extract<Answer<unknown>, { kind: 'retry' }>[] = [];
  const later = ({ problem, afterMs }: Extract<Answer<unknown>, { kind: 'retry' }>): SendOutcome => ({
    kind: 'later',
    problem,
    retryAfterMs: afterMs,
    sent,
    setAside,
  });
  for (;;) {
    stop?.throwIfAborted();
    const entry = await outbox.oldest(met);
    if (entry === null) return passedOver[0] ? later(passedOver[0]) : { kind: 'done', sent, setAside };
    met.add(entry.name);
    const answer = await retryPassingTrouble(() => client.sendReport(entry.report, stop), options);
    if (answer.kind === 'accepted') {
      // Removed first: on a full disk remembering fails while removing works, and a report sent twice is stored once.
      await outbox.remove(entry.name);
      await onAccepted(entry.report);
      sent += 1;
    } else if (answer.kind === 'rejected' && faultsOfOneReport.has(answer.code)) {
      await outbox.setAside(entry.name);
      setAside += 1;
    } else if (answer.kind === 'retry') {
      // A defect of the collector may concern this one report only: it keeps its place, the next is tried.
      const mayBeThisOne = answer.code === 'collector.internal' && answer.afterMs === null;
      if (!mayBeThisOne || passedOver.push(answer) >= maxPassedOver) return later(answer);
    } else {
      const code = answer.kind === 'rejected' ? answer.code : 'ingest.proof-expired';
      return { kind: 'refused', problem: answer.problem, code, sent, setAside };
    }
  }
}

class PassingTrouble extends Error {
  readonly answer: Extract<Answer<unknown>, { kind: 'retry' }>;
  constructor(answer: Extract<Answer<unknown>, { kind: 'retry' }>) {
    super(answer.problem.message);
    this.answer = answer;
  }
}

async function retryPassingTrouble<Value>(
  ask: () => Promise<Answer<Value>>,
  options: Pick<SendOptions, 'stop' | 'attempts' | 'baseDelayMs' | 'maxDelayMs' | 'random'>,
): Promise<Answer<Value>> {
  const { stop, attempts = 4, baseDelayMs = 500, maxDelayMs = 8_000, random = Math.random } = options;
  try {
    return await pRetry(
      async () => {
        const answer = await ask();
        if (answer.kind === 'retry') throw new PassingTrouble(answer);
        return answer;
      },
      {
        retries: attempts - 1,
        // p-retry's own jitter only adds time on top; the wait is ours, below.
        minTimeout: 0,
        shouldRetry: ({ error }) =>
          error instanceof PassingTrouble && (error.answer.afterMs ?? 0) <= maxDelayMs,
        onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
          if (!(error instanceof PassingTrouble) || retriesLeft === 0) return;
          const askedMs = error.answer.afterMs ?? 0;
          if (askedMs > maxDelayMs) return;
          const jitterMs = random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attemptNumber - 1));
          await sleep(askedMs + jitterMs, stop);
        },
        ...(stop ? { signal: stop } : {}),
      },
    );
  } catch (error) {
    if (error instanceof PassingTrouble) return error.answer;
    throw error;
  }
}
