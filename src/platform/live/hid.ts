import type { Device } from 'node-hid';
import type { Hid, HidNode } from '../reach.ts';
import { failure, failureOf, success } from './outcomes.ts';

/** HID nodes as node-hid enumerates them, without opening one. Loaded on first use: it is native code. */
export function liveHid(): Hid {
  return {
    async list(usagePage) {
      let devicesAsync: () => Promise<Device[]>;
      try {
        ({ devicesAsync } = await import('node-hid'));
      } catch (error) {
        return failure('not-supported', `node-hid did not load: ${(error as Error).name}`);
      }
      try {
        const devices = await devicesAsync();
        return success(devices.filter((device) => device.usagePage === usagePage).flatMap(toNode));
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

/** Only what HidNode names: the serial number that node-hid also gives is dropped here. */
function toNode(device: Device): HidNode[] {
  if (device.path === undefined) return [];
  return [
    {
      path: device.path,
      vendorId: device.vendorId,
      productId: device.productId,
      usagePage: device.usagePage ?? null,
      usage: device.usage ?? null,
      manufacturer: device.manufacturer || null,
      product: device.product || null,
      mark: null,
    },
  ];
}
