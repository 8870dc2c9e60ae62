import type { ProbeReach } from '../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from './probe.ts';

/** Every USB device, hub and interface as the kernel names them: https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-bus-usb */
export const USB_DEVICES = '/sys/bus/usb/devices';

/** Names in USB_DEVICES, or why they cannot be told. */
export async function listUsbDevices(reach: ProbeReach): Promise<string[] | Unknown> {
  const listed = await reach.files.list(USB_DEVICES);
  if (listed.ok) return listed.value;
  return listed.problem === 'not-found'
    ? unknown('not-supported', 'the kernel shows no USB bus here')
    : unknownFrom(listed, `${USB_DEVICES}: ${listed.detail ?? listed.problem}`);
}
