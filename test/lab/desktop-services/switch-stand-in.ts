import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../processes/run-program.ts';

/**
 * A launcher that lets a program see, in place of the kernel's device classes, one Bluetooth radio whose hardware switch is off:
 * plain files in the form of https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-rfkill, laid over /sys/class in a
 * mount namespace of the program's own (unshare(1)). It stands in for rfkill; no radio is touched.
 */
export async function behindHardSwitch(folder: string, radio: string): Promise<string[]> {
  const classes = join(folder, 'class');
  const rfkill = join(classes, 'rfkill', 'rfkill0');
  await mkdir(rfkill, { recursive: true });
  await mkdir(join(classes, 'bluetooth', radio), { recursive: true });
  const values = { type: 'bluetooth', name: radio, soft: '0', hard: '1' };
  for (const [name, value] of Object.entries(values)) await writeFile(join(rfkill, name), `${value}\n`);
  return ['unshare', '--mount', 'sh', '-c', `mount --bind '${classes}' /sys/class && exec "$@"`, 'sh'];
}

/** Containers mostly forbid it, even to root. */
export async function mayHideClasses(): Promise<boolean> {
  const tried = await runProgram('unshare', ['--mount', 'mount', '--bind', '/sys/class', '/sys/class']);
  return tried.exitCode === 0;
}
