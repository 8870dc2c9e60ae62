// Runs in the virtual machine, as root, on the real kernel. Puts the machine into each situation, runs the product there
// and sends what it said to the host. Judging is the host's: nothing here knows what is right.
import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { plugIn } from '../../virtual-key/plug-in.ts';
import { plainKey, plainTraits } from '../../virtual-key/traits.ts';
import type { SituationOutcome } from '../lab-message.ts';
import {
  type Account,
  exists,
  outcomeOf,
  person,
  type Report,
  root,
  runInGuest,
  startProduct,
  waitFor,
} from './in-guest.ts';
import { applyRulesAnew, installKeyRules, settle, sitDown, startUdevd } from './udev-in-guest.ts';

/** What an ordinary account reads to find chips and keys. */
const deviceClasses = ['/sys/class/tpm', '/sys/class/hidraw'];

const wholeScan: readonly string[] = [];
/** The first scan of a boot is a whole one; what differs from situation to situation are these signals. */
const changingSignals = ['--only', 'os,tpm,security-key'];

function scanAs(
  name: string,
  account: Account,
  limits: readonly string[] = changingSignals,
  env: Readonly<Record<string, string>> = {},
): Promise<SituationOutcome> {
  return outcomeOf(name, startProduct(['scan', '--json', ...limits], account, name, env));
}

/** As a person who sits at the machine: without logind this variable of a session is all that says so (pam_systemd(8)). */
function scanAtTheSeat(name: string): Promise<SituationOutcome> {
  return scanAs(name, person, changingSignals, { XDG_SEAT: 'seat0' });
}

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

async function runWithDevices(report: Report): Promise<void> {
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

async function runBare(report: Report): Promise<void> {
  await report(await scanAs('root-bare', root, wholeScan));
  await report(await scanAs('person-bare', person));
  await runWithUdev(report);
}

/** The same key before udev has rules for it, after they came, once they were applied, and for the one who sits at the machine. */
async function runWithUdev(report: Report): Promise<void> {
  await startUdevd();
  const key = await plugIn(plainKey, plainTraits);
  await key.started;
  await waitFor('/dev/hidraw0', () => exists('/dev/hidraw0'));
  settle();
  await report(await scanAtTheSeat('udev-without-rules'));
  await installKeyRules();
  await report(await scanAtTheSeat('udev-rules-came-later'));
  applyRulesAnew();
  await report(await scanAtTheSeat('udev-nobody-at-the-seat'));
  await sitDown(person.uid);
  applyRulesAnew();
  await report(await scanAtTheSeat('udev-at-the-seat'));
  await key.unplug();
}

await runInGuest((bootName, report) => (bootName === 'with-devices' ? runWithDevices : runBare)(report));
