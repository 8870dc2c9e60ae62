import { CAPTURE_SCHEMA_VERSION, type CaptureManifest } from '../contract/capture.ts';
import type { ScanContext } from '../contract/observation.ts';
import { PlatformName } from '../contract/platform-name.ts';
import { type PartialReport, REPORT_SCHEMA_VERSION } from '../contract/report.ts';
import type { SignalId } from '../contract/signals.ts';
import type { ScanProgress } from '../contract/status.ts';
import type { HostRequest } from '../core/scan/host-messages.ts';
import { runScan, type ScanOutcome } from '../core/scan/run-scan.ts';
import { signalCatalogue } from '../core/signals/catalogue.ts';
import type { LaunchHost } from '../platform/child-channel.ts';
import type { Clock } from '../platform/clock.ts';
import { reapingCommands } from '../platform/live/reap-commands.ts';
import { checkCaptureTarget, writeCapture } from '../platform/record/write-capture.ts';
import { readCapture } from '../platform/replay/read-capture.ts';
import type { ScanWishes } from './scan-wishes.ts';

export type ScanSignalsOptions = {
  /** Signals wanted. One that this context cannot answer is left out, not answered wrongly. */
  signals: readonly SignalId[];
  context: ScanContext;
  /** A capture that says who looked is replayed as the same, whatever `context` says. */
  asCaptured?: boolean;
  agentVersion: string;
  clock: Clock;
  launchHost: LaunchHost;
  /** Capture folder that stands in for the machine; its platform's probes run and nothing live is touched. */
  replayDir?: string;
  /** Folder to write what was asked and answered to, redacted. It must be empty or not exist. */
  recordDir?: string;
  /** Gives the key for marks of security keys, or null. Asked only for a live look at them that is not recorded. */
  recognitionKey?(): Promise<string | null>;
  /** What the policy says about this scan. Asked only for a live look: a capture is answered from as it is. */
  wishes?(): Promise<ScanWishes>;
  /** File or folder of the catalogue in place of the package's. */
  catalogue?: string;
  /** What only the window can ask, as in HostRequest; never part of a replay. */
  told?: HostRequest['told'];
  onProgress?(progress: ScanProgress): void;
  stop?: AbortSignal;
};

/**
 * Observes the wanted signals, each safe from the others' hangs and crashes. Throws ProblemError `capture.*` when the
 * capture to replay or the folder to record to is no good; a probe's trouble is an observation, never an exception.
 * With `recordDir`, a cancelled scan writes nothing.
 */
export async function scanSignals(options: ScanSignalsOptions): Promise<PartialReport> {
  const { clock, replayDir, recordDir, stop } = options;
  const capture = replayDir === undefined ? null : await readCapture(replayDir);
  const context = (options.asCaptured && capture?.manifest.context) || options.context;
  if (recordDir !== undefined) await checkCaptureTarget(recordDir);
  const platform = capture?.manifest.platform ?? PlatformName.parse(process.platform);

  const specs = [...new Set(options.signals)]
    .map((id) => signalCatalogue[id])
    .filter((spec) => spec.contexts.includes(context));
  const marks = capture === null && recordDir === undefined && specs.some(({ id }) => id === 'security-key');
  const recognitionKey = marks ? await options.recognitionKey?.() : null;
  const wishes = capture === null ? await options.wishes?.() : undefined;
  const outcome = await runScan(
    {
      specs,
      platform,
      context,
      record: recordDir !== undefined,
      ...(replayDir === undefined ? {} : { replayDir }),
      ...(options.catalogue === undefined ? {} : { catalogue: options.catalogue }),
      ...(recognitionKey ? { recognitionKey } : {}),
      ...wishes,
      ...(options.told !== undefined && capture === null ? { told: options.told } : {}),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    },
    {
      startHost: reapingCommands(options.launchHost),
      time: { now: clock.now, monotonicMs: clock.monotonicMs, after: runLater },
      ...(stop === undefined ? {} : { stop }),
    },
  );
  if (recordDir !== undefined && outcome.completeness !== 'cancelled') {
    await writeRecording(recordDir, platform, options, outcome);
  }
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    scanId: crypto.randomUUID(),
    context,
    platform,
    agentVersion: options.agentVersion,
    startedAt: outcome.startedAt.toISOString(),
    tookMs: outcome.tookMs,
    completeness: outcome.completeness,
    ...(capture === null ? {} : { replayOf: capture.name }),
    signals: outcome.signals,
  };
}

async function writeRecording(
  dir: string,
  platform: PlatformName,
  options: ScanSignalsOptions,
  { startedAt, exchanges }: ScanOutcome,
): Promise<void> {
  const manifest: CaptureManifest = {
    captureVersion: CAPTURE_SCHEMA_VERSION,
    platform,
    agentVersion: options.agentVersion,
    capturedAt: startedAt.toISOString(),
    context: options.context,
    title: `A ${platform} machine as its ${options.context} context sees it`,
  };
  const signals = [...exchanges].map(([signal, heard]) => ({ signal, exchanges: heard }));
  await writeCapture(dir, manifest, signals);
}

function runLater(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
