import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';
import { listUsbDevices, USB_DEVICES } from '../usb-devices.ts';

// What the kernel promises: https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-bus-usb
// (portX/connect_type, portX/connector, portX/location).

/** Bits 0 to 30 of `location` come from ACPI _PLD; all zero says nothing. */
const PLACE_BITS = 0x7fffffff;

/** One socket on the outside, as the firmware describes it. */
type Socket = { port: string; typeC: string | null; place: number | null };
type Found = { sockets: Socket[] } | Unknown;

/** Sockets by kind, or why they cannot be told apart. */
export type UsbSockets = { typeC: ReadonlySet<string>; others: number } | Unknown;

const isUnknown = (found: object): found is Unknown => 'kind' in found;

/**
 * Sockets that firmware calls visible and connectable ("hotplug"). Only USB 2 ports are counted: every socket has exactly one,
 * while its SuperSpeed half is a port of its own. "Could not tell" where firmware is silent about one port or contradicts itself.
 */
export async function readUsbSockets(reach: ProbeReach): Promise<UsbSockets> {
  const listed = await listUsbDevices(reach);
  if ('kind' in listed) return listed;
  const names = new Set(listed);
  const buses = listed.flatMap((name) => /^usb(\d{1,3})$/.exec(name)?.[1] ?? []);
  if (buses.length === 0) return unknown('not-supported', 'the kernel shows no USB controller here');
  const found = await Promise.all(buses.map((bus) => readBus(reach, bus, names)));
  const gap = found.find(isUnknown);
  if (gap !== undefined) return gap;
  const sockets = found.flatMap((one) => (isUnknown(one) ? [] : one.sockets));
  const places = sockets.flatMap(({ place }) => place ?? []);
  if (new Set(places).size < places.length)
    return unknown('not-supported', 'firmware puts two USB ports in one place, so sockets cannot be counted');
  return {
    typeC: new Set(sockets.flatMap(({ typeC }) => typeC ?? [])),
    others: sockets.filter(({ typeC }) => typeC === null).length,
  };
}

async function readBus(reach: ProbeReach, bus: string, names: ReadonlySet<string>): Promise<Found> {
  const speed = await readWord(reach, `${USB_DEVICES}/usb${bus}/speed`);
  if (!speed.ok) return unknownFrom(speed);
  const megabits = Number(speed.value);
  if (megabits >= 5000) return { sockets: [] };
  if (megabits !== 480)
    return unknown('not-supported', `USB controller ${bus} may share its sockets with another`);
  return readHub(reach, { folder: `${bus}-0:1.0`, ports: `usb${bus}-port`, below: `${bus}-` }, names);
}

/** `folder` holds the ports, named `ports` and a number; a device in port 4 is named `below` and 4. */
type Hub = { folder: string; ports: string; below: string };

async function readHub(reach: ProbeReach, hub: Hub, names: ReadonlySet<string>): Promise<Found> {
  const listed = await reach.files.list(`${USB_DEVICES}/${hub.folder}`);
  if (!listed.ok) return unknownFrom(listed, `${hub.folder}: ${listed.detail ?? listed.problem}`);
  const numbers = listed.value.flatMap((name) =>
    name.startsWith(hub.ports) && /^\d{1,3}$/.test(name.slice(hub.ports.length))
      ? name.slice(hub.ports.length)
      : [],
  );
  if (numbers.length === 0) return unknown('not-supported', `${hub.folder} shows no ports`);
  const found = await Promise.all(numbers.map((number) => readPort(reach, hub, number, names)));
  return found.find(isUnknown) ?? { sockets: found.flatMap((one) => (isUnknown(one) ? [] : one.sockets)) };
}

async function readPort(
  reach: ProbeReach,
  hub: Hub,
  number: string,
  names: ReadonlySet<string>,
): Promise<Found> {
  const port = `${USB_DEVICES}/${hub.folder}/${hub.ports}${number}`;
  const type = await readWord(reach, `${port}/connect_type`);
  if (!type.ok) return unknownFrom(type);
  if (type.value === 'not used') return { sockets: [] };
  if (type.value === 'hardwired') {
    const device = `${hub.below}${number}`;
    return names.has(device) ? readInnerDevice(reach, device, names) : { sockets: [] };
  }
  if (type.value !== 'hotplug')
    return unknown('not-supported', 'firmware does not describe every USB port, as in a virtual machine');
  const [connector, location] = await Promise.all([
    reach.files.realPath(`${port}/connector`),
    readWord(reach, `${port}/location`),
  ]);
  if (!connector.ok && connector.problem !== 'not-found') return unknownFrom(connector);
  if (!location.ok && location.problem !== 'not-found') return unknownFrom(location);
  const typeC = connector.ok ? (/\/(port\d{1,3})$/.exec(connector.value)?.[1] ?? null) : null;
  if (connector.ok && typeC === null) return unknown('unreadable', 'a USB port names an unknown connector');
  return { sockets: [{ port, typeC, place: location.ok ? placeFrom(location.value) : null }] };
}

/** A hub soldered in may carry sockets itself; any other device inside carries none. */
async function readInnerDevice(
  reach: ProbeReach,
  device: string,
  names: ReadonlySet<string>,
): Promise<Found> {
  const kind = await readWord(reach, `${USB_DEVICES}/${device}/bDeviceClass`);
  if (!kind.ok) return unknownFrom(kind);
  if (kind.value !== '09') return { sockets: [] };
  return readHub(reach, { folder: `${device}:1.0`, ports: `${device}-port`, below: `${device}.` }, names);
}

function placeFrom(text: string): number | null {
  const value = /^0x[0-9a-f]{8}$/i.test(text) ? Number(text) & PLACE_BITS : 0;
  return value === 0 ? null : value;
}

async function readWord(reach: ProbeReach, path: string): Promise<Outcome<string>> {
  const text = await reach.files.readText(path, 4096);
  if (!text.ok) return { ...text, detail: `${path}: ${text.detail ?? text.problem}` };
  return { ok: true, value: text.value.trim() };
}
