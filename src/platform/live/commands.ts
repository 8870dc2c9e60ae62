import { spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { CommandResult, Commands, Outcome } from '../reach.ts';
import { killGroup } from './kill-group.ts';
import { failure, failureOf, success } from './outcomes.ts';

const DEFAULT_TIME_LIMIT_MS = 2000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Tells who must clear up when this process is lost: a program began, a program ended. */
export type CommandWatch = (notice: { pid: number; running: boolean }) => void;

/**
 * Programs of this machine: absolute path, no shell, no input, locale C so that words can be parsed, bounded in time and
 * output. At the limit the whole process group is ended, because a program may have started others.
 */
export function liveCommands(watch: CommandWatch = () => {}): Commands {
  return {
    run: (file, args, timeLimitMs = DEFAULT_TIME_LIMIT_MS) =>
      isAbsolute(file)
        ? runProgram(file, args, timeLimitMs, watch)
        : Promise.resolve(failure('refused', 'not an absolute path')),
  };
}

function runProgram(
  file: string,
  args: readonly string[],
  timeLimitMs: number,
  watch: CommandWatch,
): Promise<Outcome<CommandResult>> {
  return new Promise((resolve) => {
    const child = spawnOrFail(file, args);
    if (child instanceof Error) return resolve(failureOf(child));
    const { pid, stdout, stderr } = child;
    const outputs = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let sizeBytes = 0;
    let cut: Outcome<CommandResult> | null = null;

    const stopFor = (why: Outcome<CommandResult>) => {
      cut ??= why;
      if (pid !== undefined) killGroup(pid);
      // A grandchild that left the group could hold the pipes open for ever.
      stdout.destroy();
      stderr.destroy();
    };
    const timer = setTimeout(() => stopFor(failure('timed-out', `after ${timeLimitMs} ms`)), timeLimitMs);
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_OUTPUT_BYTES) stopFor(failure('too-large', `over ${MAX_OUTPUT_BYTES} bytes`));
      else into.push(chunk);
    };
    stdout.on('data', collect(outputs.stdout));
    stderr.on('data', collect(outputs.stderr));
    if (pid !== undefined) watch({ pid, running: true });

    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(failureOf(error));
    });
    child.once('exit', () => {
      if (pid !== undefined) watch({ pid, running: false });
    });
    child.once('close', (exitCode, signalName) => {
      clearTimeout(timer);
      if (cut !== null) return resolve(cut);
      if (exitCode === null) return resolve(failure('refused', `ended by ${signalName}`));
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      resolve(success({ exitCode, stdout: text(outputs.stdout), stderr: text(outputs.stderr) }));
    });
  });
}

function spawnOrFail(file: string, args: readonly string[]) {
  try {
    return spawn(file, [...args], {
      shell: false,
      // Its own process group, so that the limit reaches what it starts too.
      detached: process.platform !== 'win32',
      env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
