import { z } from 'zod';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Failed,
  type Found,
  knownReading,
  type Probe,
  tidyText,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { FIDO_USAGE_PAGE } from './parse-report-descriptor.ts';
import { readSysfsKeys, type SysfsKey } from './read-sysfs-keys.ts';

type SecurityKeyFacts = FactsOf<'security-key'>;
type Key = SecurityKeyFacts['keys'][number];

const UsbId = z.number().int().min(0).max(0xffff);
const Nodes = z.array(
  z.object({
    path: z.string(),
    vendorId: UsbId,
    productId: UsbId,
    manufacturer: z.string().nullable(),
    product: z.string().nullable(),
  }),
);

async function listHidKeys(reach: ProbeReach): Promise<Outcome<SysfsKey[]>> {
  const listed = await reach.hid.list(FIDO_USAGE_PAGE);
  if (!listed.ok) return listed;
  const nodes = Nodes.safeParse(listed.value);
  if (!nodes.success) return { ok: false, problem: 'unreadable', detail: 'HID list in another form' };
  const keys = nodes.data.map((node, position) => ({
    id: /^\/dev\/(hidraw\d+)$/.exec(node.path)?.[1] ?? `hid-${position}`,
    vendorId: node.vendorId,
    productId: node.productId,
    manufacturer: tidyText(node.manufacturer ?? '') || null,
    product: tidyText(node.product ?? '') || null,
  }));
  return { ok: true, value: keys };
}

/** One entry for each node, whichever way it was seen; a name that one way lacks is taken from the other. */
function unite(first: readonly SysfsKey[], second: readonly SysfsKey[]): SysfsKey[] {
  const byId = new Map<string, SysfsKey>();
  for (const key of [...first, ...second]) {
    const seen = byId.get(key.id);
    byId.set(key.id, {
      ...(seen ?? key),
      manufacturer: seen?.manufacturer ?? key.manufacturer,
      product: seen?.product ?? key.product,
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

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SecurityKeyFacts>> {
  const [hid, sysfs] = await Promise.all([listHidKeys(reach), readSysfsKeys(reach, stop)]);
  if (stop.aborted) return cancelled();
  const seen = unite(hid.ok ? hid.value : [], sysfs.ok ? sysfs.value.keys : []);
  if (seen.length === 0) {
    const why = await explainNone(reach, sysfs);
    if (why !== null) return why;
  }
  const keys: Key[] = [];
  for (const key of seen) {
    keys.push({ ...key, accessible: await readAccess(reach, key.id) });
    if (stop.aborted) return cancelled();
  }
  const sources = [hid.ok && 'node-hid', sysfs.ok && '/sys/class/hidraw'].filter(Boolean);
  return { kind: 'known', facts: { keys }, source: sources.join(', ') };
}

/** FIDO keys attached now, seen two ways, and whether this account may open them. Nothing is opened. */
export const securityKeyLinux: Probe<'security-key'> = { signal: 'security-key', observe };
