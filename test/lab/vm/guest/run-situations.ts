// Runs in the virtual machine, as root, on the real kernel. Puts the machine into each situation, runs the product there
// and sends what it said to the host. Judging is the host's: nothing here knows what is right.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { plugIn } from '../../virtual-key/plug-in.ts';
import { plainKey, plainTraits } from '../../virtual-key/traits.ts';
import { encodeLabMessage, type LabMessage, type SituationOutcome } from '../lab-message.ts';

const resultsPort = '/dev/ttyS1';
const scanTimeLimitMs = 60_000;
const root = { uid: 0, home: '/root' };
const person = { uid: 1000, home: '/home/person' };
/** What an ordinary account reads to find chips and keys. */
const deviceClasses = ['/sys/class/tpm', '/sys/class/hidraw'];

async function send(message: LabMessage): Promise<void> {
  await writeFile(resultsPort, encodeLabMessage(message));
}

const wholeScan: readonly string[] = [];
/** The first scan of a boot is a whole one; what differs from situation to situation are these signals. */
const changingSignals = ['--only', 'os,tpm,security-key'];

async function scanAs(
  name: string,
  account: { uid: number; home: string },
  limits: readonly string[] = changingSignals,
): Promise<SituationOutcome> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['src/cli/keyready.ts', 'scan', '--json', ...limits], {
    uid: account.uid,
    gid: account.uid,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: account.home,
      // Each situation on its own: nothing remembered from the one before.
      KEYREADY_STATE_DIR: `${account.home}/state-${name}`,
      // Compiled on the host (warm-compile-cache.ts).
      NODE_COMPILE_CACHE: '/var/cache/keyready-lab',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: scanTimeLimitMs,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const tookMs = Math.round(performance.now() - startedAt);
  return { kind: 'situation', name, exitCode: child.exitCode, stdout, stderr, tookMs };
}

async function waitFor(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isTrue()) return;
    await delay(100);
  }
  throw new Error(`waited ten seconds for ${what}`);
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Takes a device class out of an ordinary account's sight. sysfs lets root change the mode of its folders. */
async function hideClasses(): Promise<void> {
  for (const folder of deviceClasses) await chmod(folder, 0o700);
  // The lab must not believe itself: the account has to be refused now.
  for (const folder of deviceClasses) {
    const isSeen = canList(folder, person.uid);
    if (isSeen) throw new Error(`${folder} is still readable for uid ${person.uid}`);
  }
}

function canList(folder: string, uid: number): boolean {
  try {
    execFileSync('/bin/busybox', ['ls', folder], { uid, gid: uid, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function runWithDevices(report: (outcome: SituationOutcome) => Promise<void>): Promise<void> {
  await waitFor('/dev/tpmrm0', () => exists('/dev/tpmrm0'));
  const key = await plugIn(plainKey, plainTraits);
  await key.started;
  await waitFor('/dev/hidraw0', () => exists('/dev/hidraw0'));
  await chmod('/dev/tpmrm0', 0o600);
  await chmod('/dev/hidraw0', 0o600);
  await report(await scanAs('root-with-devices', root, wholeScan));
  await report(await scanAs('person-without-rights', person));

  await chmod('/dev/tpmrm0', 0o666);
  await chmod('/dev/hidraw0', 0o666);
  await report(await scanAs('person-with-rights', person));

  await hideClasses();
  await report(await scanAs('person-kept-out', person));
  for (const folder of deviceClasses) await chmod(folder, 0o755);

  await key.unplug();
  await waitFor('the key to go', async () => !(await exists('/dev/hidraw0')));
  await report(await scanAs('root-key-unplugged', root));
}

async function runBare(report: (outcome: SituationOutcome) => Promise<void>): Promise<void> {
  await report(await scanAs('root-bare', root, wholeScan));
  await report(await scanAs('person-bare', person));
}

try {
  for (const account of [root, person]) {
    await mkdir(account.home, { recursive: true, mode: 0o700 });
    execFileSync('/bin/busybox', ['chown', `${account.uid}:${account.uid}`, account.home]);
  }
  let situations = 0;
  const report = async (outcome: SituationOutcome) => {
    situations += 1;
    await send(outcome);
  };
  const commandLine = await readFile('/proc/cmdline', 'utf8');
  await (commandLine.includes('lab.boot=with-devices') ? runWithDevices : runBare)(report);
  await send({ kind: 'done', situations });
} catch (error) {
  await send({
    kind: 'failed',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  process.exitCode = 1;
}
