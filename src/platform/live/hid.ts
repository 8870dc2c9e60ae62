import { createHmac } from 'node:crypto';
import type { Device } from 'node-hid';
import type { Hid, HidNode } from '../reach.ts';
import { failure, failureOf, success } from './outcomes.ts';

/** What lists HID devices: node-hid's `devicesAsync`. */
export type ListDevices = () => Promise<Device[]>;

/**
 * HID nodes as node-hid enumerates them, without opening one. Loaded on first use: it is native code. `recognitionKey` (hex) is
 * what marks are made under.
 */
export function liveHid(recognitionKey?: string, load: () => Promise<ListDevices> = loadNodeHid): Hid {
  return {
    async list(usagePage, vendorId) {
      let listDevices: ListDevices;
      try {
        listDevices = await load();
      } catch (error) {
        return failure('not-supported', `node-hid did not load: ${(error as Error).name}`);
      }
      try {
        const devices = (await listDevices()).filter(
          (device) =>
            device.usagePage === usagePage && (vendorId === undefined || device.vendorId === vendorId),
        );
        return success(devices.flatMap((device) => toNode(device, recognitionKey)));
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

async function loadNodeHid(): Promise<ListDevices> {
  return (await import('node-hid')).devicesAsync;
}

/** Only what HidNode names: the serial number that node-hid also gives ends here. */
function toNode(device: Device, recognitionKey: string | undefined): HidNode[] {
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
      mark: recognitionKey === undefined ? null : markOf(device, recognitionKey),
    },
  ];
}

/**
 * The same under one key for the same serial number of the same model, and no way back to it. A serial number of nothing but zeros
 * and blanks, which some makers put into every key, tells none apart.
 */
function markOf({ vendorId, productId, serialNumber }: Device, recognitionKey: string): string | null {
  const serial = (serialNumber ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (/^[0 ._:-]*$/.test(serial)) return null;
  const hmac = createHmac('sha256', Buffer.from(recognitionKey, 'hex'));
  return hmac.update(`${vendorId}:${productId}:${serial}`).digest('hex').slice(0, 32);
}
