import type { Exchange } from '../../contract/capture.ts';
import type { ScanContext } from '../../contract/observation.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { PartialReport } from '../../contract/report.ts';
import type { SignalId, Signals } from '../../contract/signals.ts';
import type { ScanProgress } from '../../contract/status.ts';
import type { SignalSpec } from '../signals/signal-spec.ts';
import { type AnyObservation, checkObservation, unknownObservation } from './check-observation.ts';
import { completenessOf } from './completeness.ts';
import { SOLO_HOSTS_AT_ONCE } from './host-limits.ts';
import type { HostRequest } from './host-messages.ts';
import { type HostEnd, runHost } from './run-host.ts';
import type { ScanPorts } from './scan-ports.ts';

export type ScanJob = {
  /** Signals wanted; each is answered exactly once. */
  specs: readonly (SignalSpec & { id: SignalId })[];
  platform: PlatformName;
  context: ScanContext;
  replayDir?: string;
  record: boolean;
  /** As in HostRequest. */
  recognitionKey?: string;
  /** Signals that policy does not want looked at; no probe of theirs runs. */
  switchedOff?: readonly SignalId[];
  /** As in HostRequest. */
  catalogue?: string;
  /** As in HostRequest. */
  wholeList?: boolean;
  /** As in HostRequest. */
  told?: HostRequest['told'];
  onProgress?: (progress: ScanProgress) => void;
};

export type ScanOutcome = {
  startedAt: Date;
  tookMs: number;
  completeness: PartialReport['completeness'];
  signals: Signals;
  /** What each probe asked and heard; empty unless recording. */
  exchanges: Map<SignalId, Exchange[]>;
};

/**
 * Observes all wanted signals in disposable processes. First all of them side by side in one host. If that host dies or
 * gets stuck, answers already given are kept, signals that had not begun go into a fresh host, and those in flight are
 * asked again each in a host of its own, so that exactly the guilty one is `unknown`. Never rejects.
 */
export async function runScan(job: ScanJob, ports: ScanPorts): Promise<ScanOutcome> {
  const { time, stop } = ports;
  const startedAt = time.now();
  const startedAtMs = time.monotonicMs();
  const specs = new Map(job.specs.map((spec) => [spec.id, spec]));
  const observations = new Map<SignalId, AnyObservation>();
  const exchanges = new Map<SignalId, Exchange[]>();
  const checking = new Set<SignalId>();

  const tell = (running: boolean) =>
    job.onProgress?.({ running, done: observations.size, total: specs.size, checking: [...checking] });
  const stampNow = (tookMs: number) => ({ at: time.now().toISOString(), tookMs, context: job.context });
  const settle = (signal: SignalId, observation: AnyObservation) => {
    if (observations.has(signal)) return;
    observations.set(signal, observation);
    checking.delete(signal);
    tell(true);
  };

  const runIn = (signals: readonly SignalId[]): Promise<HostEnd> => {
    const request: HostRequest = {
      kind: 'scan',
      signals: signals.map((id) => ({ id, timeLimitMs: specs.get(id)?.timeLimitMs ?? 1 })),
      platform: job.platform,
      record: job.record,
      ...(job.replayDir === undefined ? {} : { replayDir: job.replayDir }),
      ...(job.catalogue === undefined ? {} : { catalogue: job.catalogue }),
      ...(job.wholeList === true && signals.includes('apps') ? { wholeList: true } : {}),
      // Only the host that looks at security keys has a use for it.
      ...(job.recognitionKey !== undefined && signals.includes('security-key')
        ? { recognitionKey: job.recognitionKey }
        : {}),
      ...(job.told !== undefined && signals.includes('biometric-sensor') ? { told: job.told } : {}),
    };
    return runHost(request, ports, {
      started(signal) {
        checking.add(signal);
        tell(true);
      },
      observed({ signal, found, at, tookMs, exchanges: heard }) {
        if (heard !== undefined) exchanges.set(signal, heard);
        settle(signal, checkObservation(signal, found, { at, tookMs, context: job.context }));
      },
    });
  };

  /** The only signal a host had left to answer is the one that brought it down. */
  const blame = (signal: SignalId, end: HostEnd, begunAtMs: number) => {
    if (end.how === 'cancelled' || observations.has(signal)) return;
    const reason = end.how === 'stuck' && end.inFlight.length > 0 ? 'timed-out' : 'crashed';
    settle(signal, unknownObservation(reason, end.what, stampNow(time.monotonicMs() - begunAtMs)));
  };

  tell(true);
  for (const spec of job.specs) {
    if (!spec.platforms.includes(job.platform)) {
      const because = `${spec.title} has no meaning on ${job.platform}.`;
      settle(spec.id, { kind: 'not-applicable', because, ...stampNow(0) });
    } else if (job.switchedOff?.includes(spec.id)) {
      settle(spec.id, unknownObservation('switched-off', 'by the policy of this installation', stampNow(0)));
    }
  }

  let together = [...specs.keys()].filter((id) => !observations.has(id));
  const alone: SignalId[] = [];
  while (together.length > 0 && stop?.aborted !== true) {
    const begunAtMs = time.monotonicMs();
    const end = await runIn(together);
    if (end.how === 'cancelled') break;
    const [only, ...others] = end.inFlight;
    // Nobody else shared the blocked process, so asking again would only cost its time limit once more.
    if (end.how === 'stuck' && only !== undefined && others.length === 0) blame(only, end, begunAtMs);
    else alone.push(...end.inFlight);
    // A host that died before anything began would die again with the same crowd.
    const beganAny = end.neverStarted.length < together.length;
    if (!beganAny) alone.push(...end.neverStarted);
    together = beganAny ? end.neverStarted : [];
  }
  const askAlone = async () => {
    for (let next = alone.shift(); next !== undefined; next = alone.shift()) {
      if (stop?.aborted === true) return;
      const begunAtMs = time.monotonicMs();
      blame(next, await runIn([next]), begunAtMs);
    }
  };
  await Promise.all(Array.from({ length: SOLO_HOSTS_AT_ONCE }, askAlone));

  for (const id of specs.keys()) {
    if (observations.has(id)) continue;
    const tookMs = time.monotonicMs() - startedAtMs;
    settle(id, unknownObservation('cancelled', 'the scan was cancelled', stampNow(tookMs)));
  }
  tell(false);
  // In the catalogue's order, so that two scans of one machine read alike.
  const inOrder = [...specs.keys()].flatMap((id) => {
    const observation = observations.get(id);
    return observation === undefined ? [] : [[id, observation] as const];
  });
  const signals: Signals = Object.fromEntries(inOrder);
  return {
    startedAt,
    tookMs: time.monotonicMs() - startedAtMs,
    completeness: completenessOf(signals),
    signals,
    exchanges,
  };
}
