import { type ChildProcess, spawn } from 'node:child_process';

export type StreamedResult =
  | { kind: 'ended'; exitCode: number }
  | { kind: 'killed'; signal: string }
  | { kind: 'timed-out'; timeLimitMs: number }
  | { kind: 'not-started'; detail: string };

export type StreamedOptions = {
  cwd: string;
  timeLimitMs: number;
  env?: Record<string, string>;
  stop: AbortSignal;
  /** Hidden where a runner itself is under test, whose red lines would mislead. */
  output?: 'shown' | 'hidden';
};

const graceMs = 5000;

/**
 * Runs a program with its output shown as it comes, in a process group of its own, so that nothing it started is left
 * behind when time is up or the person presses Ctrl-C.
 */
export function runStreamed(
  file: string,
  args: readonly string[],
  options: StreamedOptions,
): Promise<StreamedResult> {
  const { cwd, timeLimitMs, env, stop, output = 'shown' } = options;
  const stream = output === 'shown' ? 'inherit' : 'ignore';
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', stream, stream],
      detached: true,
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endGroup(child);
    }, timeLimitMs);
    const onStop = () => endGroup(child);
    stop.addEventListener('abort', onStop, { once: true });
    const finish = (result: StreamedResult) => {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
      signalGroup(child, 'SIGKILL');
      resolve(isLate ? { kind: 'timed-out', timeLimitMs } : result);
    };
    child.once('error', (error) => finish({ kind: 'not-started', detail: error.message }));
    child.once('exit', (exitCode, signal) =>
      finish(
        exitCode === null ? { kind: 'killed', signal: signal ?? 'unknown' } : { kind: 'ended', exitCode },
      ),
    );
  });
}

/** Words for a result that a runner's report does not explain by itself. */
export function describeEnd(result: StreamedResult): string {
  switch (result.kind) {
    case 'ended':
      return `ended with exit code ${result.exitCode}`;
    case 'killed':
      return `was killed by ${result.signal}`;
    case 'timed-out':
      return `was not done after ${Math.round(result.timeLimitMs / 1000)} s`;
    case 'not-started':
      return `could not be started: ${result.detail}`;
  }
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs).unref();
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the group is gone, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
