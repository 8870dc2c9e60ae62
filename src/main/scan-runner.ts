import type { Agent, ScanResult } from '../agent/agent.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';
import type { AppState } from './app-state.ts';

/** Runs at most one scan at a time and keeps the state right while it does. */
export interface ScanRunner {
  /** Starts a scan in the background; while one runs, joins it: the person wants an answer, not a second scan. */
  start(): void;
  /** Asks the running scan to stop; the last answer stays. */
  cancel(): void;
  /** Resolves when nothing runs any more, sending included. Never rejects. */
  settled(): Promise<void>;
}

export type ScanRunnerOptions = {
  agent: Pick<Agent, 'scan'>;
  state: AppState;
  describe: (error: unknown) => Problem;
  onDefect: (error: unknown) => void;
  /** What follows a whole scan, such as sending its report. Must not reject. */
  afterScan: () => Promise<void>;
  /** Capture that stands in for the machine. */
  replayDir?: string;
};

const idle = { running: false, done: 0, total: 0, checking: [] };

export function makeScanRunner(options: ScanRunnerOptions): ScanRunner {
  const { agent, state } = options;
  let running: { stop: AbortController; done: Promise<void> } | null = null;

  async function run(stop: AbortController): Promise<void> {
    try {
      const result = await agent.scan({
        stop: stop.signal,
        // A late event of a scan that was told to stop must not bring its progress bar back.
        onProgress: (progress) => {
          if (!stop.signal.aborted) state.change({ progress: { ...progress, running: true } });
        },
        ...(options.replayDir === undefined ? {} : { replayDir: options.replayDir }),
      });
      if (result.partial.completeness === 'cancelled') state.change({ progress: idle });
      else state.change({ ...shownOf(result), progress: idle, lastProblem: result.problems[0] ?? null });
    } catch (error) {
      const cancelled =
        stop.signal.aborted && error instanceof ProblemError && error.code === 'scan.cancelled';
      if (!cancelled && !(error instanceof ProblemError)) options.onDefect(error);
      state.change({ progress: idle, lastProblem: cancelled ? null : options.describe(error) });
      return;
    }
    if (!stop.signal.aborted) await options.afterScan();
  }

  return {
    start() {
      if (running) return;
      const stop = new AbortController();
      state.change({ lastProblem: null, progress: { ...idle, running: true } });
      const done = run(stop).finally(() => {
        running = null;
      });
      running = { stop, done };
    },
    cancel: () => running?.stop.abort(),
    async settled() {
      await running?.done;
    },
  };
}

/** The part of the state that a scan decides. */
export function shownOf(result: ScanResult): {
  verdict: ScanResult['explained'];
  scannedAt: string;
  deviceScannedAt: string | null;
  device: { name: string; os: string };
} {
  const os = result.report.signals.os;
  return {
    verdict: result.explained,
    scannedAt: result.partial.startedAt,
    deviceScannedAt: result.partial.context === 'device' ? null : newestOfDeviceScan(result),
    device: {
      name: result.report.device.name,
      os: os?.kind === 'known' ? os.facts.prettyName : platformTitles[result.report.device.platform],
    },
  };
}

function newestOfDeviceScan({ report }: ScanResult): string | null {
  const times = Object.values(report.signals).flatMap((seen) =>
    seen?.context === 'device' ? [seen.at] : [],
  );
  return times.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

export const platformTitles = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' } as const;
