import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { killsVariable } from './kill-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));

/** Runs the judge's tests with the runner that changes the table; resolves to whether all pass on the table as it is. */
export async function runMutants(killFile: string): Promise<boolean> {
  const args = [vitest, 'run', '--config', config, '--configLoader=native', '--reporter=dot'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, [killsVariable]: killFile },
    // What the tests print is for people; standard output is for the table.
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const [exitCode] = await once(child, 'exit');
  return exitCode === 0;
}
