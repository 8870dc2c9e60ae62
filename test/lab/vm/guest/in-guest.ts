// What guest programs share: accounts, runs of programs, waiting, and messages to the host.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeLabMessage, type LabMessage, type SituationOutcome } from '../lab-message.ts';

export type Account = { uid: number; home: string };
export const root: Account = { uid: 0, home: '/root' };
export const person: Account = { uid: 1000, home: '/home/person' };

const resultsPort = '/dev/ttyS1';
const runTimeLimitMs = 60_000;

async function send(message: LabMessage): Promise<void> {
  await writeFile(resultsPort, encodeLabMessage(message));
}

export type Report = (outcome: SituationOutcome) => Promise<void>;

/** Makes the accounts, runs `situations` with the name of this boot, and tells the host whether all went through. */
export async function runInGuest(
  situations: (bootName: string, report: Report) => Promise<void>,
): Promise<void> {
  try {
    for (const account of [root, person]) {
      await mkdir(account.home, { recursive: true, mode: 0o700 });
      execFileSync('/bin/busybox', ['chown', `${account.uid}:${account.uid}`, account.home]);
    }
    let count = 0;
    const bootName = /lab\.boot=(\S+)/.exec(await readFile('/proc/cmdline', 'utf8'))?.[1] ?? '';
    await situations(bootName, async (outcome) => {
      count += 1;
      await send(outcome);
    });
    await send({ kind: 'done', situations: count });
  } catch (error) {
    await send({
      kind: 'failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    process.exitCode = 1;
  }
}

/** Starts the product's command line. `stateName` keeps runs apart: nothing is remembered from the one before. */
export function startProduct(
  args: readonly string[],
  account: Account,
  stateName: string,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, ['src/cli/keyready.ts', ...args], {
    uid: account.uid,
    gid: account.uid,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: account.home,
      KEYREADY_STATE_DIR: `${account.home}/state-${stateName}`,
      // Compiled on the host (warm-compile-cache.ts).
      NODE_COMPILE_CACHE: '/var/cache/keyready-lab',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: runTimeLimitMs,
    killSignal: 'SIGKILL',
  });
}

/** Waits for a program's end and gives what it said. */
export async function outcomeOf(name: string, child: ChildProcess): Promise<SituationOutcome> {
  const startedAt = performance.now();
  if (!child.stdout || !child.stderr) throw new Error(`${name} was started without pipes`);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const tookMs = Math.round(performance.now() - startedAt);
  return { kind: 'situation', name, exitCode: child.exitCode, stdout, stderr, tookMs };
}

export async function waitFor(what: string, isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await isTrue()) return;
    await delay(50);
  }
  throw new Error(`waited ten seconds for ${what}`);
}

export const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
