import type { ProblemBook } from '../contract/policy.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { createCollectorClient } from '../upload/collector-client.ts';
import { checkCollectorUrl } from '../upload/collector-url.ts';
import type { SendingRecord } from '../upload/enrolment-record.ts';
import { type SendOutcome, sendOutbox } from '../upload/send-outbox.ts';
import { withSenderLock } from '../upload/sender-lock.ts';
import type { UploadOutcome } from './agent.ts';
import { type Installation, readEnrolment } from './installation.ts';

/** A collector never asks for a longer pause; more than this means a clock was set wrong in between. */
const longestPauseMs = 24 * 60 * 60_000;

/** Sends what waits. Expected trouble is an outcome and is remembered for `status`; throws the reason of `stop` and defects. */
export async function sendSpool(
  installation: Installation,
  problems: ProblemBook,
  stop?: AbortSignal,
): Promise<UploadOutcome> {
  const told = (problem: ProblemError): Problem => describeProblem(problem, problems);
  try {
    const recorded = await installation.enrolment.read();
    // No key is made just to learn that it is not enrolled.
    const key = recorded.kind === 'found' ? (await installation.loadKey()).key : null;
    const enrolment = key && (await readEnrolment(installation, key.thumbprint));
    if (key === null || enrolment === null) {
      const words = 'this installation is not enrolled with a collector';
      return { kind: 'refused', problem: told(new ProblemError('upload.not-enrolled', words)) };
    }
    return await withSenderLock(installation.stateDir, async (lockLost) => {
      const now = installation.clock.now();
      const before = await readSending(installation);
      const pauseMs = before.notBefore === null ? 0 : Date.parse(before.notBefore) - now.getTime();
      if (pauseMs > 0 && pauseMs <= longestPauseMs) {
        const words = `the collector asked for a pause until ${before.notBefore}`;
        return {
          kind: 'later',
          problem: told(new ProblemError('upload.retry-later', words)),
          retryAfterMs: pauseMs,
        };
      }
      const outcome = await sendOutbox({
        outbox: installation.outbox,
        client: createCollectorClient({
          url: checkCollectorUrl(enrolment.collectorUrl),
          key,
          sequence: installation.sequence,
          clock: installation.clock,
        }),
        stop: stop ? AbortSignal.any([stop, lockLost]) : lockLost,
        onAccepted: (report) => installation.lastSent.write(report),
      });
      const after = remember(outcome, before, installation.clock.now(), told);
      await installation.sending.write(after);
      return asUploadOutcome(outcome, told);
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { kind: 'later', problem: told(error), retryAfterMs: null };
  }
}

export async function readSending(installation: Installation): Promise<SendingRecord> {
  const read = await installation.sending.read();
  return read.kind === 'found' ? read.value : { lastUploadAt: null, notBefore: null, lastProblem: null };
}

function remember(
  outcome: SendOutcome,
  before: SendingRecord,
  now: Date,
  told: (problem: ProblemError) => Problem,
): SendingRecord {
  const pauseMs = outcome.kind === 'later' ? outcome.retryAfterMs : null;
  return {
    ...before,
    lastUploadAt: outcome.sent > 0 ? now.toISOString() : before.lastUploadAt,
    notBefore:
      pauseMs === null ? null : new Date(now.getTime() + Math.min(pauseMs, longestPauseMs)).toISOString(),
    lastProblem: outcome.kind === 'done' ? null : told(outcome.problem),
  };
}

function asUploadOutcome(outcome: SendOutcome, told: (problem: ProblemError) => Problem): UploadOutcome {
  switch (outcome.kind) {
    case 'done':
      return outcome.sent > 0 ? { kind: 'sent', count: outcome.sent } : nothingSent(outcome, told);
    case 'later':
      return { kind: 'later', problem: told(outcome.problem), retryAfterMs: outcome.retryAfterMs };
    case 'refused':
      return { kind: 'refused', problem: told(outcome.problem) };
  }
}

function nothingSent(outcome: SendOutcome, told: (problem: ProblemError) => Problem): UploadOutcome {
  if (outcome.setAside === 0) return { kind: 'nothing-to-send' };
  const words = `the collector refused ${outcome.setAside} report(s) for good; they were set aside`;
  return { kind: 'refused', problem: told(new ProblemError('upload.rejected', words)) };
}
