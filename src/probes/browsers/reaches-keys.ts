import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknown, unknownFrom } from '../probe.ts';
import type { LocatedBrowser } from './locate-browser.ts';
import { parseKeyFile, splitList } from './parse-key-file.ts';

type Asked = { homeDir: string; uid: number | null };

const SYSTEM_FLATPAK = '/var/lib/flatpak';
const EXPORTS = '/exports/share/applications';

/** Does its sandbox let this browser talk to security keys? Undefined for a browser without one. Nothing is started to find out. */
export async function reachesKeys(
  reach: ProbeReach,
  browser: LocatedBrowser,
  asked: Asked,
): Promise<Reading<boolean> | undefined> {
  if (browser.flatpakId !== null) return flatpakReachesKeys(reach, browser.flatpakId, browser.folder, asked);
  return browser.snapName === null ? undefined : snapReachesKeys(reach, browser.snapName);
}

/**
 * A flatpak sees keys (/dev/hidraw*) only with all devices, which its metadata or an override gives, later files over earlier ones:
 * https://docs.flatpak.org/en/latest/sandbox-permissions.html ,
 * https://github.com/flatpak/flatpak/blob/main/common/flatpak-dir.c (flatpak_deploy_get_overrides). Overrides of the system do not hold
 * for what a person installed for themselves.
 */
async function flatpakReachesKeys(
  reach: ProbeReach,
  id: string,
  folder: string,
  { homeDir, uid }: Asked,
): Promise<Reading<boolean>> {
  if (uid === 0)
    return unknown('needs-person-session', 'a person may have given it more, or less, than the system does');
  const own = `${homeDir}/.local/share/flatpak`;
  const roots = folder.endsWith(EXPORTS) ? [folder.slice(0, -EXPORTS.length)] : [own, SYSTEM_FLATPAK];
  const root = await findInstallation(reach, id, roots);
  if (typeof root !== 'string') return root;
  const overrides = root === own ? [own] : [SYSTEM_FLATPAK, own];
  const files = [
    metadataOf(root, id),
    ...overrides.flatMap((one) => [`${one}/overrides/global`, `${one}/overrides/${id}`]),
  ];
  const lists: string[][] = [];
  for (const path of files) {
    const text = await reach.files.readText(path);
    if (text.ok) lists.push(splitList(parseKeyFile(text.value).get('Context')?.get('devices')));
    else if (text.problem !== 'not-found') return unknownFrom(text, 'permissions of the flatpak');
  }
  const all = givesAllDevices(lists);
  return all === null
    ? unknown('not-supported', 'the flatpak has a device permission that is not known here')
    : knownReading(all);
}

function metadataOf(root: string, id: string): string {
  return `${root}/app/${id}/current/active/metadata`;
}

async function findInstallation(reach: ProbeReach, id: string, roots: readonly string[]) {
  for (const root of roots) {
    const there = await reach.files.kind(metadataOf(root, id));
    if (there.ok) return root;
    if (there.problem !== 'not-found') return unknownFrom(there, 'permissions of the flatpak');
  }
  return unknown('unreadable', 'permissions of the flatpak were not found');
}

/** Those that have nothing to do with hidraw: https://man7.org/linux/man-pages/man5/flatpak-metadata.5.html */
const OTHER_DEVICES: readonly string[] = ['dri', 'input', 'usb', 'kvm', 'shm'];

/**
 * Do these lists of `devices`, one after the other, end in all devices? `!all` takes back what came before. Null where a word stands
 * there that this version does not know, or one that holds only under conditions (`if:all:…`).
 */
export function givesAllDevices(lists: readonly (readonly string[])[]): boolean | null {
  let all = false;
  let open = false;
  for (const word of lists.flat()) {
    const plain = word.replace(/^!/, '');
    const conditional = /^if:([^:]*):/.exec(word)?.[1];
    if (plain === 'all') all = !word.startsWith('!');
    else if (!OTHER_DEVICES.includes(conditional ?? plain)) open = true;
  }
  return all || !open ? all : null;
}

/**
 * snapd writes down for udev which devices a snap may use, for all to read, anew whenever an interface is connected or not; as soon as there
 * are any, all others are closed to it: https://github.com/canonical/snapd/blob/master/interfaces/udev/backend.go and spec.go, and
 * cmd/snap-confine/udev-support.c. Keys come by the interface u2f-devices, model by model
 * (https://github.com/canonical/snapd/blob/master/interfaces/builtin/u2f_devices.go), so a yes is not a yes for a key that snapd does
 * not know.
 */
async function snapReachesKeys(reach: ProbeReach, name: string): Promise<Reading<boolean>> {
  const rules = await reach.files.readText(`/etc/udev/rules.d/70-snap.${name}.rules`);
  if (!rules.ok) {
    return rules.problem === 'not-found'
      ? unknown('not-supported', 'snapd wrote down no devices for this snap')
      : unknownFrom(rules, 'devices of the snap');
  }
  const reaches = rulesReachKeys(rules.value, name);
  return reaches === null ? unknown('unreadable', 'devices of the snap') : knownReading(reaches);
}

/** What the rules say of keys; null when they name no device for this snap. */
export function rulesReachKeys(rules: string, name: string): boolean | null {
  // In development mode, or without confinement, snapd keeps the rules as comments and closes nothing.
  if (/^# udev tagging\/device cgroups disabled with non-strict mode snaps$/m.test(rules)) return true;
  const lines = rules.split('\n').map((line) => line.trim());
  const tagged = lines.filter((line) => !line.startsWith('#') && line.includes(`TAG+="snap_${name}_`));
  if (tagged.length === 0) return null;
  return lines.includes('# u2f-devices') || tagged.some((line) => /"hidraw[*"]/.test(line));
}
