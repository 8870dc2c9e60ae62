import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Failed,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { accessFrom, askKeyAt, depthFrom, type Key, keyFrom } from './ask-keys.ts';
import { butFor, readFidoOffBySysfs } from './fido-off.ts';
import { listHidKeys, type SeenKey } from './list-hid-keys.ts';
import { readSysfsKeys } from './read-sysfs-keys.ts';
import { readUdevMark, readUdevRules } from './read-udev.ts';

type SecurityKeyFacts = FactsOf<'security-key'>;

/** One entry for each node, whichever way it was seen; a name that one way lacks is taken from the other. */
function unite(first: readonly SeenKey[], second: readonly SeenKey[]): SeenKey[] {
  const byId = new Map<string, SeenKey>();
  for (const key of [...first, ...second]) {
    const seen = byId.get(key.id);
    byId.set(key.id, {
      ...(seen ?? key),
      manufacturer: seen?.manufacturer ?? key.manufacturer,
      product: seen?.product ?? key.product,
      mark: seen?.mark ?? key.mark,
    });
  }
  return [...byId.values()].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

async function readAccess(reach: ProbeReach, id: string): Promise<Key['accessible']> {
  if (!id.startsWith('hidraw')) return unknown('not-supported', 'the key has no hidraw node');
  const allowed = await reach.files.mayOpen(`/dev/${id}`, 'read-write');
  if (allowed.ok) return knownReading(allowed.value);
  // A node that this account may not open is an answer, not a gap.
  if (allowed.problem === 'denied') return knownReading(false);
  return unknownFrom(allowed, allowed.problem === 'not-found' ? `/dev/${id} is not there` : allowed.detail);
}

/**
 * No key was seen: may that be called "none"? Only with the kernel's complete list. node-hid's empty list alone does not
 * count, since it is just as empty where /sys is hidden.
 */
async function explainNone(reach: ProbeReach, sysfs: Outcome<{ gaps: Failed[] }>): Promise<Unknown | null> {
  if (!sysfs.ok) {
    if (sysfs.problem !== 'not-found') return unknownFrom(sysfs);
    const classes = await reach.files.list('/sys/class');
    return classes.ok && classes.value.length > 0
      ? unknown('not-supported', 'this kernel does not offer hidraw, so a key could not be seen')
      : unknown('unreadable', 'the kernel shows no device classes here');
  }
  const gap = sysfs.value.gaps[0];
  // node-hid cannot settle it: it reads the same descriptor and passes over a node that it cannot read
  // (https://github.com/libusb/hidapi/blob/master/linux/hid.c).
  return gap === undefined ? null : unknownFrom(gap);
}

/** A key without a hidraw node of its own has no number by which udev could have noted it. */
async function withUdevMark(reach: ProbeReach, asked: Promise<Key>, id: string): Promise<Key> {
  if (!id.startsWith('hidraw')) return asked;
  const [key, udevMark] = await Promise.all([asked, readUdevMark(reach, id)]);
  return { ...key, udevMark };
}

/** A key that this account may not open is not opened; all others are asked. */
async function askIfOpen(reach: ProbeReach, seen: SeenKey): Promise<Key> {
  const accessible = await readAccess(reach, seen.id);
  if (accessible.kind !== 'known') {
    const why = accessible.kind === 'unknown' ? accessible.reason : 'unreadable';
    return keyFrom(seen, accessible, unknown(why, 'whether the key may be opened is not known'));
  }
  if (!accessible.value)
    return keyFrom(
      seen,
      accessible,
      unknown('no-device-access', `/dev/${seen.id} is not open to this account`),
    );
  const asked = await askKeyAt(reach, seen.path);
  const refused = !asked.ok && asked.problem === 'denied';
  // Opening is a better witness than access(2), which knows nothing of security modules.
  return keyFrom(seen, refused ? accessFrom(asked) : accessible, depthFrom(asked, 'no-device-access'));
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SecurityKeyFacts>> {
  const [hid, sysfs, fidoOff, udevRules] = await Promise.all([
    listHidKeys(reach),
    readSysfsKeys(reach, stop),
    readFidoOffBySysfs(reach),
    readUdevRules(reach),
  ]);
  if (stop.aborted) return cancelled();
  const seen = unite(hid.ok ? hid.value : [], sysfs.ok ? sysfs.value.keys : []);
  if (seen.length === 0) {
    const why = await explainNone(reach, sysfs);
    if (why !== null) return why;
  }
  const keys = await Promise.all(seen.map((key) => withUdevMark(reach, askIfOpen(reach, key), key.id)));
  if (stop.aborted) return cancelled();
  const sources = [hid.ok && 'node-hid', sysfs.ok && '/sys/class/hidraw'].filter(Boolean);
  const facts = { keys, fidoOff: butFor(fidoOff, keys), udevRules };
  return { kind: 'known', facts, source: sources.join(', ') };
}

/**
 * FIDO keys attached now, seen two ways, whether this account may open them, and what udev has noted about them, and what those
 * that it may open answer without PIN or touch. All are asked side by side.
 */
export const securityKeyLinux: Probe<'security-key'> = { signal: 'security-key', observe };
