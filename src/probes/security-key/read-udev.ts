import type { UdevMark, UdevRules } from '../../contract/facts/security-key.ts';
import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readContainer } from '../linux-machine/read-container.ts';
import { type Failed, knownReading, unknown, unknownFrom } from '../probe.ts';
import { parseUdevRecord } from './parse-udev-record.ts';

const DATABASE = '/run/udev/data';
/** In the order in which a file of one folder replaces one of the same name in the next: udev(7). */
const ruleFolders = [
  '/etc/udev/rules.d',
  '/run/udev/rules.d',
  '/usr/local/lib/udev/rules.d',
  '/usr/lib/udev/rules.d',
  '/lib/udev/rules.d',
];

// https://github.com/systemd/systemd/blob/main/rules.d/60-fido-id.rules, …/src/login/70-uaccess.rules.in
const FIDO_ID = '60-fido-id.rules';
const UACCESS = '70-uaccess.rules';
/**
 * Names under which lists of makers and models are installed: libfido2's own and Debian's former libu2f-udev (70-u2f), openSUSE's
 * libfido2-udev (70-fido2), Gentoo's (70-libfido2-u2f), u2f-hidraw-policy (60-u2f-hidraw), makers' own instructions, and ours.
 */
const namesByModel = [
  '60-u2f-hidraw.rules',
  '70-fido2.rules',
  '70-libfido2-u2f.rules',
  '70-security-key.rules',
  '70-solokeys-access.rules',
  '70-titan-key.rules',
  '70-u2f.rules',
];

/** What udev has noted about one node of the hidraw class, by its device number. */
export async function readUdevMark(reach: ProbeReach, node: string): Promise<Reading<UdevMark>> {
  const number = await reach.files.readText(`/sys/class/hidraw/${node}/dev`, 64);
  if (!number.ok) return unknownFrom(number, `the device number of ${node} could not be read`);
  const numbers = /^(\d{1,6}:\d{1,6})\s*$/.exec(number.value)?.[1];
  if (numbers === undefined) return unknown('unreadable', `the device number of ${node} is no such number`);
  const record = await reach.files.readText(`${DATABASE}/c${numbers}`, 64 * 1024);
  if (record.ok) return knownReading(parseUdevRecord(record.value));
  if (record.problem !== 'not-found') return unknownFrom(record);
  if ((await readContainer(reach)) !== null)
    return unknown('not-supported', 'inside a container udev’s notes are not shown');
  return knownReading('no-record');
}

/**
 * An empty file or a link to /dev/null takes the place of a rule file to switch it off: udev(7). Only what an administrator or a
 * running system may put there is looked at; a single byte tells.
 */
async function isSwitchedOff(reach: ProbeReach, path: string): Promise<boolean> {
  if (!path.startsWith('/etc/') && !path.startsWith('/run/')) return false;
  const kind = await reach.files.kind(path);
  if (kind.ok && kind.value !== 'file') return true;
  const text = await reach.files.readText(path, 1);
  return text.ok && text.value.trim() === '';
}

/** Which of the rule files that matter for security keys are in force. */
export async function readUdevRules(reach: ProbeReach): Promise<Reading<UdevRules>> {
  if ((await readContainer(reach)) !== null)
    return unknown('not-supported', 'inside a container the machine’s udev rules are not shown');
  const wanted = new Set([FIDO_ID, UACCESS, ...namesByModel]);
  const found = new Map<string, string>();
  let failed: Failed | undefined;
  for (const folder of ruleFolders) {
    const names = await reach.files.list(folder);
    if (!names.ok) {
      if (names.problem !== 'not-found') failed ??= names;
      continue;
    }
    for (const name of names.value) {
      if (wanted.has(name) && !found.has(name)) found.set(name, `${folder}/${name}`);
    }
  }
  if (failed !== undefined) return unknownFrom(failed, 'a folder of udev’s rules could not be listed');
  const inForce: string[] = [];
  for (const [name, path] of found) if (!(await isSwitchedOff(reach, path))) inForce.push(name);
  return knownReading({
    fidoId: inForce.includes(FIDO_ID),
    uaccess: inForce.includes(UACCESS),
    byModel: namesByModel.filter((name) => inForce.includes(name)),
  });
}
