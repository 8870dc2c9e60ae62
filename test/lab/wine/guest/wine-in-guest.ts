// Wine in the guest: its disk mounted, programs of Windows Node started.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { exists, root } from '../../vm/guest/in-guest.ts';
import type { SituationOutcome } from '../../vm/lab-message.ts';
import { wineEnvironment, wineFolders, wineLoader } from '../wine-environment.ts';

const disk = '/mnt/wine';
const runTimeLimitMs = 120_000;
const mount = (...args: string[]) => execFileSync('/bin/busybox', ['mount', ...args], { stdio: 'inherit' });

/** Mounts the disk that wine-disk.ts made and puts Wine where it was on the machine it comes from. */
export async function mountWine(): Promise<void> {
  await mkdir(disk, { recursive: true });
  mount('-t', 'ext4', '/dev/vda', disk);
  for (const folder of wineFolders) {
    await mkdir(folder, { recursive: true });
    mount('--bind', `${disk}${folder}`, folder);
  }
  // Wine refuses a prefix of somebody else's.
  execFileSync('/bin/busybox', ['chown', '0:0', `${disk}/prefix`]);
}

/** A path of the guest as a Windows program under Wine sees it. */
export const windowsPath = (path: string) => `Z:${path.replaceAll('/', '\\')}`;

/** Starts Windows Node. Its output goes to files, since Wine 8 gives Node no usable pipe as standard output. */
async function startWindowsNode(
  args: readonly string[],
  env: Record<string, string>,
  outputPath: string,
): Promise<ChildProcess> {
  const [out, err] = [await open(`${outputPath}.out`, 'w'), await open(`${outputPath}.err`, 'w')];
  const child = spawn(wineLoader, [windowsPath(`${disk}/windows-node/node.exe`), ...args], {
    env: {
      ...wineEnvironment({ prefix: `${disk}/prefix`, home: root.home, overrides: ['cfgmgr32=n'] }),
      LD_LIBRARY_PATH: `${disk}/libraries`,
      ...env,
    },
    stdio: ['ignore', out.fd, err.fd],
    timeout: runTimeLimitMs,
    killSignal: 'SIGKILL',
  });
  child.once('exit', () => void Promise.all([out.close(), err.close()]));
  return child;
}

/** Runs a program of the project to its end under Windows Node. */
export async function runUnderWine(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<SituationOutcome> {
  const startedAt = performance.now();
  const outputPath = `/tmp/${name.replaceAll(' ', '-')}`;
  const child = await startWindowsNode(args, env, outputPath);
  await once(child, 'exit');
  const tookMs = Math.round(performance.now() - startedAt);
  const [stdout, stderr] = await Promise.all(
    ['out', 'err'].map((ending) => readFile(`${outputPath}.${ending}`, 'utf8')),
  );
  return {
    kind: 'situation',
    name,
    exitCode: child.exitCode,
    stdout: stdout ?? '',
    stderr: stderr ?? '',
    tookMs,
  };
}

/** Has Wine find `count` FIDO devices and keep them in sight until `end` is called. */
export async function holdFidoDevices(count: number): Promise<{ end: () => void }> {
  const answerPath = '/tmp/fido-devices';
  const program = windowsPath(`${process.cwd()}/test/lab/wine/guest/show-fido-devices.ts`);
  const child = await startWindowsNode(
    [program, String(count), windowsPath(answerPath)],
    {},
    '/tmp/show-fido-devices',
  );
  const gone = once(child, 'exit');
  for (;;) {
    if (await exists(answerPath)) return { end: () => child.kill('SIGKILL') };
    const ended = await Promise.race([gone, delay(200, null)]);
    if (ended !== null)
      throw new Error(
        `Wine showed no ${count} FIDO devices: ${await readFile('/tmp/show-fido-devices.err', 'utf8')}`,
      );
  }
}
