// The real systemd-udevd in the guest. logind is not there: what it leaves for udev, the file of the active seat, is written here.
import { execFileSync, spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { exists, waitFor } from './in-guest.ts';

const udevadm = '/bin/udevadm';
const staged = '/opt/udev-rules';
const seats = '/run/systemd/seats';

function run(...args: string[]): void {
  execFileSync(udevadm, args, { stdio: 'inherit', timeout: 60_000 });
}

export async function startUdevd(): Promise<void> {
  const daemon = spawn(udevadm, [], { argv0: '/lib/systemd/systemd-udevd', stdio: 'inherit' });
  daemon.unref();
  await waitFor('udevd to listen', () => exists('/run/udev/control'));
}

/** Puts the rule files for security keys in place and tells udevd. Devices that are there already are not touched by it. */
export async function installKeyRules(): Promise<void> {
  for (const name of await readdir(staged))
    await copyFile(`${staged}/${name}`, `/usr/lib/udev/rules.d/${name}`);
  run('control', '--reload');
}

export function settle(): void {
  run('settle', '--timeout=50');
}

/** What plugging the key in again would do. */
export function applyRulesAnew(): void {
  run('trigger', '--action=add', '--subsystem-match=hidraw');
  settle();
}

/** Whom logind would call active at seat0: sd_seat_get_active(3) reads this file. */
export async function sitDown(uid: number): Promise<void> {
  await mkdir(seats, { recursive: true });
  await writeFile(`${seats}/seat0`, `IS_SEAT0=1\nACTIVE=1\nACTIVE_UID=${uid}\nSESSIONS=1\nUIDS=${uid}\n`);
}
