import { ProblemError } from '../contract/problem.ts';
import type { SignalId } from '../contract/signals.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { showKeys } from '../core/keys/show-keys.ts';
import type { KeysEvent, KeysLook, KeysOptions } from './agent.ts';
import { followKeys } from './follow-keys.ts';
import { prelaunchHost } from './prelaunch-host.ts';
import { scanSignals } from './scan-signals.ts';
import { recognise, type ScanParts } from './scan-this-device.ts';
import type { WatchKeys } from './watch-keys.ts';

const keySignals: readonly SignalId[] = ['os', 'browsers', 'security-key'];
const orderSignals: readonly SignalId[] = ['connectors', 'bluetooth'];

/**
 * Looks at the security keys attached now and judges them. Nothing of it is remembered or sent. Throws `scan.cancelled`,
 * `policy.*`, `tenant.*`, `capture.*`; a key that cannot be read is an answer.
 */
export async function lookAtKeys(parts: ScanParts, options: KeysOptions): Promise<KeysLook> {
  const { installation } = parts;
  const { stop, orderSheet = false } = options;
  const trouble: ProblemError[] = [];
  const [report, files] = await Promise.all([
    scanSignals({
      signals: orderSheet ? [...keySignals, ...orderSignals] : keySignals,
      context: parts.elevated ? 'device' : 'user',
      agentVersion: installation.agentVersion,
      clock: installation.clock,
      launchHost: parts.launchHost,
      recognitionKey: () => recognise(installation, trouble),
      ...(options.replayDir === undefined ? {} : { replayDir: options.replayDir }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      ...(stop === undefined ? {} : { stop }),
    }),
    parts.policyFiles(options.tenantFile),
  ]);
  if (stop?.aborted || report.completeness === 'cancelled')
    throw new ProblemError('scan.cancelled', 'the look at the keys was cancelled');
  return {
    output: showKeys(report, files, installation.clock.now(), { orderSheet }),
    problems: [...trouble, ...files.trouble].map((problem) =>
      describeProblem(problem, files.problems, 'cli.internal'),
    ),
  };
}

/**
 * The same again and again: at once, then at each change. What keys are judged by is read once. A probe host waits, started, for
 * the next look, since its start would cost most of the time between a plug and the answer.
 */
export async function* followKeysHere(
  parts: ScanParts,
  options: KeysOptions & { stop: AbortSignal },
  watch: WatchKeys,
): AsyncGenerator<KeysEvent> {
  const files = parts.policyFiles(options.tenantFile);
  let next = prelaunchHost(parts.launchHost);
  const look = async () => {
    const launchHost = next.launchHost;
    const seen = await lookAtKeys({ ...parts, launchHost, policyFiles: () => files }, options);
    next.discard();
    next = prelaunchHost(parts.launchHost);
    return seen;
  };
  try {
    await files;
    yield* followKeys({ look, watch, stop: options.stop });
  } finally {
    next.discard();
  }
}
