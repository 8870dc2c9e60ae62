import { z } from 'zod';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { Failed, Unknown } from '../probe.ts';
import { knownReading, tidyText, unknown, unknownFrom } from '../probe.ts';

type Sensor = FactsOf<'biometric-sensor'>['sensors'][number];

// Only the calls that read: https://fprint.freedesktop.org/fprintd-dev/Manager.html and …/Device.html.
// Claim, VerifyStart, EnrollStart and Delete are never called.
export const FPRINTD = 'net.reactivated.Fprint';
const DEVICE_INTERFACE = 'net.reactivated.Fprint.Device';

const Paths = z.tuple([z.array(z.string().startsWith('/net/reactivated/Fprint/')).max(32)]);
const Fingers = z.tuple([z.array(z.string()).max(64)]);
const Text = z.tuple([z.string()]);

/** Object paths of the readers that fprintd can drive. */
export async function listReaders(reach: ProbeReach): Promise<Outcome<string[]>> {
  const target = {
    name: FPRINTD,
    path: '/net/reactivated/Fprint/Manager',
    interface: 'net.reactivated.Fprint.Manager',
    member: 'GetDevices',
  };
  const answer = await reach.dbus.call('system', target, '', []);
  if (!answer.ok) return answer;
  const paths = Paths.safeParse(answer.value);
  return paths.success
    ? { ok: true, value: paths.data[0] }
    : { ok: false, problem: 'unreadable', detail: 'fprintd listed its readers in another form' };
}

async function readProperty(reach: ProbeReach, path: string, property: string): Promise<string | null> {
  const target = { name: FPRINTD, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get' };
  const answer = await reach.dbus.call('system', target, 'ss', [DEVICE_INTERFACE, property]);
  const text = answer.ok ? Text.safeParse(answer.value) : undefined;
  return text?.success ? tidyText(text.data[0]) || null : null;
}

function explainRefusal(failed: Failed): Unknown {
  const detail = failed.detail ?? '';
  // polkit lets only the active session at the machine ask (net.reactivated.fprint.device.verify): more rights would
  // list another account's fingers, so this is a refusal and not a call for elevation.
  if (failed.problem === 'denied' || detail.includes('PermissionDenied')) {
    return unknown('refused', 'fprintd answers this only in the active session at the machine');
  }
  if (detail.includes('AlreadyInUse')) return unknown('busy', 'another program uses the reader');
  return unknownFrom(failed);
}

/**
 * Number of enrolled fingers of the caller. An empty name means the caller. Root's own empty list says nothing about the
 * person at the machine, so for root "none" is "could not tell".
 */
async function countFingers(reach: ProbeReach, path: string, asRoot: boolean): Promise<Sensor['enrolled']> {
  const target = { name: FPRINTD, path, interface: DEVICE_INTERFACE, member: 'ListEnrolledFingers' };
  const answer = await reach.dbus.call('system', target, 's', ['']);
  let count: number;
  if (answer.ok) {
    const fingers = Fingers.safeParse(answer.value);
    if (!fingers.success) return unknown('unreadable', 'fprintd listed fingers in another form');
    count = fingers.data[0].length;
  } else if (answer.detail?.includes('NoEnrolledPrints')) {
    count = 0;
  } else {
    return explainRefusal(answer);
  }
  if (count === 0 && asRoot) {
    return unknown('not-supported', 'asked as root, who has no prints; only the person can ask for theirs');
  }
  return knownReading(count);
}

/** One reader. The name falls back to its place in fprintd's list; a missing scan type stays null. */
export async function readSensor(reach: ProbeReach, path: string, asRoot: boolean): Promise<Sensor> {
  const [name, scanType, enrolled] = await Promise.all([
    readProperty(reach, path, 'name'),
    readProperty(reach, path, 'scan-type'),
    countFingers(reach, path, asRoot),
  ]);
  return {
    name: name ?? `fprintd reader ${tidyText(path.slice(path.lastIndexOf('/') + 1), 20)}`,
    factor: 'fingerprint',
    scanType: scanType === 'press' || scanType === 'swipe' ? scanType : null,
    enrolled,
  };
}
