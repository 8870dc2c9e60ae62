import { ProblemError } from '../contract/problem.ts';
import type { PartialReport } from '../contract/report.ts';
import type { SignalId } from '../contract/signals.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { showKeys } from '../core/keys/show-keys.ts';
import type { LaunchHost } from '../platform/child-channel.ts';
import type { KeysEvent, KeysLook, KeysOptions } from './agent.ts';
import { followKeys } from './follow-keys.ts';
import { prelaunchHost } from './prelaunch-host.ts';
import { scanSignals } from './scan-signals.ts';
import { recognise, type ScanParts } from './scan-this-device.ts';
import type { WatchKeys } from './watch-keys.ts';

type Files = Awaited<ReturnType<ScanParts['policyFiles']>>;
type Scanned = { report: PartialReport; trouble: ProblemError[] };

/** The way to a key: what does not change when one is plugged in. */
const waySignals: readonly SignalId[] = ['os', 'browsers'];
const orderSignals: readonly SignalId[] = ['connectors', 'bluetooth'];

/**
 * Looks at the security keys attached now and judges them. Nothing of it is remembered or sent. Throws `scan.cancelled`,
 * `policy.*`, `tenant.*`, `capture.*`; a key that cannot be read is an answer.
 */
export async function lookAtKeys(parts: ScanParts, options: KeysOptions): Promise<KeysLook> {
  const [scanned, files] = await Promise.all([
    scan(parts, options, signalsFor(options), parts.launchHost),
    parts.policyFiles(options),
  ]);
  return show(parts, options, scanned, files);
}

/**
 * The same again and again: at once, then at each change. What keys are judged by is read once, and the way to a key is looked at
 * once. A probe host waits, started, for the next look: its start would cost most of the time between a plug and the answer.
 */
export async function* followKeysHere(
  parts: ScanParts,
  options: KeysOptions & { stop: AbortSignal },
  watch: WatchKeys,
): AsyncGenerator<KeysEvent> {
  const files = await parts.policyFiles(options);
  let next = prelaunchHost(parts.launchHost);
  let way: PartialReport['signals'] | null = null;
  const look = async () => {
    const wanted: readonly SignalId[] = way === null ? signalsFor(options) : ['security-key'];
    const { report, trouble } = await scan(parts, options, wanted, next.launchHost);
    next.discard();
    next = prelaunchHost(parts.launchHost);
    const signals = { ...way, ...report.signals } as PartialReport['signals'];
    way ??= signals;
    return show(parts, options, { report: { ...report, signals }, trouble }, files);
  };
  try {
    yield* followKeys({ look, watch, stop: options.stop });
  } finally {
    next.discard();
  }
}

function signalsFor({ orderSheet }: KeysOptions): SignalId[] {
  return [...waySignals, 'security-key', ...(orderSheet === true ? orderSignals : [])];
}

async function scan(
  { installation, elevated }: ScanParts,
  options: KeysOptions,
  signals: readonly SignalId[],
  launchHost: LaunchHost,
): Promise<Scanned> {
  const trouble: ProblemError[] = [];
  const { stop } = options;
  const report = await scanSignals({
    signals,
    context: elevated ? 'device' : 'user',
    asCaptured: true,
    agentVersion: installation.agentVersion,
    clock: installation.clock,
    launchHost,
    recognitionKey: () => recognise(installation, trouble),
    ...(options.replayDir === undefined ? {} : { replayDir: options.replayDir }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    ...(stop === undefined ? {} : { stop }),
  });
  if (stop?.aborted || report.completeness === 'cancelled')
    throw new ProblemError('scan.cancelled', 'the look at the keys was cancelled');
  return { report, trouble };
}

function show(
  { installation }: ScanParts,
  options: KeysOptions,
  { report, trouble }: Scanned,
  files: Files,
): KeysLook {
  const { orderSheet = false } = options;
  return {
    output: showKeys(report, files, installation.clock.now(), { orderSheet }),
    problems: [...trouble, ...files.trouble].map((problem) =>
      describeProblem(problem, files.problems, 'cli.internal'),
    ),
  };
}
