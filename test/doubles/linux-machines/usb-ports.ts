import type { FakeMachine } from '../fake-reach.ts';

/** One port of a USB hub as sysfs shows it: https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-bus-usb */
export type UsbPort = {
  type: 'hotplug' | 'hardwired' | 'not used' | 'unknown';
  /** The USB-C connector it is linked to, `port0`. */
  connector?: string;
  /** Place on the case as ACPI tells it. */
  location?: string;
};

const DEVICES = '/sys/bus/usb/devices';

/** Ports of one hub; `hub` is `usb3` for a root hub or `3-4` for one that is plugged in. */
export function hubPorts(hub: string, ports: readonly UsbPort[]): FakeMachine {
  const folder = `${DEVICES}/${hub.replace(/^usb(\d+)$/, '$1-0')}:1.0`;
  const texts: Record<string, string> = {};
  const links: Record<string, string> = {};
  for (const [at, { type, connector, location }] of ports.entries()) {
    const port = `${folder}/${hub}-port${at + 1}`;
    texts[`${port}/connect_type`] = `${type}\n`;
    if (location !== undefined) texts[`${port}/location`] = `${location}\n`;
    if (connector !== undefined)
      links[`${port}/connector`] = `/sys/devices/platform/USBC000:00/typec/${connector}`;
  }
  const names = ports.map((_, at) => `${hub}-port${at + 1}`);
  return {
    texts,
    links,
    folders: { [folder]: ['authorized', 'bInterfaceClass', 'driver', ...names, 'subsystem', 'uevent'] },
  };
}

/** A whole USB tree: the names of its devices, and each root hub's speed in Mbit/s. */
export function usbTree(speeds: Record<string, string>, devices: readonly string[] = []): FakeMachine {
  const roots = Object.keys(speeds);
  const faces = [...roots.map((root) => root.replace(/^usb(\d+)$/, '$1-0')), ...devices].map(
    (device) => `${device}:1.0`,
  );
  return {
    folders: { [DEVICES]: [...devices, ...faces, ...roots].sort() },
    texts: Object.fromEntries(roots.map((root) => [`${DEVICES}/${root}/speed`, `${speeds[root]}\n`])),
  };
}

/** What sysfs tells of one plugged-in device; ids as four hex digits. */
export function usbDevice(device: string, vendor: string, product: string, deviceClass = '00'): FakeMachine {
  const folder = `${DEVICES}/${device}`;
  return {
    texts: {
      [`${folder}/idVendor`]: `${vendor}\n`,
      [`${folder}/idProduct`]: `${product}\n`,
      [`${folder}/bDeviceClass`]: `${deviceClass}\n`,
    },
  };
}
