import { spawn } from 'node:child_process';

export type ProgramEnd = {
  /** Null when a signal ended it or it never started. */
  exitCode: number | null;
  /** Why it could not be started. */
  problem?: string;
};

export type RunningProgram = {
  /** Never rejects. */
  ended: Promise<ProgramEnd>;
  /** Asks the program to end. */
  stop(): void;
};

/**
 * Starts a program of our own (a build, the window) without a shell. What it prints goes to our standard error, so that standard output
 * stays ours; with `quiet` it goes nowhere.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; quiet?: boolean },
): RunningProgram {
  const stream = options.quiet ? 'ignore' : process.stderr.fd;
  const child = spawn(file, [...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', stream, stream],
    windowsHide: true,
  });
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, problem: error.message }));
    child.once('exit', (exitCode) => resolve({ exitCode }));
  });
  return { ended, stop: () => void child.kill('SIGTERM') };
}
