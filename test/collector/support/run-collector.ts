import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { type ChildSettings, ChildStarted } from './child-settings.ts';

type Started = Extract<z.infer<typeof ChildStarted>, { url: string }>;
type Problem = Extract<z.infer<typeof ChildStarted>, { problem: unknown }>['problem'];

export type CollectorProcess = Started & {
  pid: number;
  /** kill -9, and waits until the process is gone. */
  kill(): Promise<void>;
  /** Asks it to end; resolves to its exit code. */
  stop(): Promise<number | null>;
};

const childFile = join(import.meta.dirname, 'collector-child.ts');

/** Starts a collector that must come up. */
export async function runCollector(settings: z.input<typeof ChildSettings>): Promise<CollectorProcess> {
  const { child, first, errors } = await launch(settings);
  if ('problem' in first)
    throw new Error(`the collector did not start: ${JSON.stringify(first.problem)}\n${errors()}`);
  const gone = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  return {
    ...first,
    pid: child.pid ?? -1,
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** Starts a collector that must not come up, and says why it did not. */
export async function runToProblem(settings: z.input<typeof ChildSettings>): Promise<Problem> {
  const { child, first } = await launch(settings);
  if ('url' in first) {
    child.kill('SIGKILL');
    throw new Error('the collector came up');
  }
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 1) throw new Error(`the collector ended with ${child.exitCode}`);
  return first.problem;
}

async function launch(settings: z.input<typeof ChildSettings>): Promise<{
  child: ChildProcess;
  first: z.infer<typeof ChildStarted>;
  errors(): string;
}> {
  const child = spawn(process.execPath, [childFile, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the collector ended with ${code} and no word\n${errors}`);
    }),
  ]);
  return { child, first: ChildStarted.parse(JSON.parse(first)), errors: () => errors };
}
