import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanOutput } from '../../../src/contract/cli.ts';
import type { SignalId, Signals } from '../../../src/contract/signals.ts';
import { runProgram } from '../processes/run-program.ts';
import { projectRoot } from '../vm/product-files.ts';
import { type OrdinaryAccount, ordinaryAccount } from './ordinary-account.ts';

const scanTimeLimitMs = 30_000;
/** All codes `keyready scan` ends with when it has a verdict (docs/cli.md). */
const verdictExitCodes = [0, 10, 20, 30];

/**
 * Runs the real command line on this machine for some signals, as an ordinary account or as whoever runs the tests,
 * with a state folder of its own.
 * @throws Error when it does not end with a verdict.
 */
export async function scanHere(
  signals: readonly SignalId[],
  options: {
    env: NodeJS.ProcessEnv;
    as: 'ordinary-account' | 'test-runner';
    /** A program that runs the product, with its arguments: `strace -f …`. */
    under?: readonly string[];
  },
): Promise<Signals> {
  const account = options.as === 'ordinary-account' ? ordinaryAccount() : null;
  const home = await makeHome(account);
  try {
    const launcher = [...(options.under ?? []), ...(account?.launcher ?? []), process.execPath];
    const [program = process.execPath, ...before] = launcher;
    const args = ['src/cli/keyready.ts', 'scan', '--json', '--only', signals.join(',')];
    const result = await runProgram(program, [...before, ...args], {
      cwd: projectRoot,
      env: { ...options.env, HOME: home, KEYREADY_STATE_DIR: join(home, 'state') },
      timeLimitMs: scanTimeLimitMs,
    });
    if (!verdictExitCodes.includes(result.exitCode))
      throw new Error(`keyready scan ended with ${result.exitCode}: ${result.stderr}`);
    return ScanOutput.parse(JSON.parse(result.stdout)).report.signals;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function makeHome(account: OrdinaryAccount | null): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'keyready-home-'));
  if (account !== null) await chown(home, account.uid, account.gid);
  return home;
}
