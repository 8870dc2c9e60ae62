import type { ProbeReach } from '../../platform/reach.ts';
import { tidyText, type Unknown } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import type { SeenKey } from './list-hid-keys.ts';

/** A FIDO device that Windows lists to every account. */
export type PresentKey = Omit<SeenKey, 'id' | 'mark'>;

/**
 * FIDO devices found by their hardware ids, which name the HID usage page (`HID_DEVICE_UP:F1D0_U:0001`), without opening one. So the
 * list is whole for an ordinary account too. https://learn.microsoft.com/en-us/windows-hardware/drivers/hid/hidclass-hardware-ids-for-top-level-collections
 */
export async function listFidoDevices(reach: ProbeReach): Promise<PresentKey[] | Unknown> {
  const asked = await askNative(reach, 'fidoDevices');
  if (!asked.ok) return asked.unknown;
  if (!('devices' in asked.answer)) return whyUncalled('list of FIDO devices', asked.answer);
  const tidy = (text: string | null) => tidyText(text ?? '') || null;
  return asked.answer.devices.map((device) => ({
    path: device.path,
    vendorId: device.vendorId,
    productId: device.productId,
    manufacturer: tidy(device.manufacturer),
    product: tidy(device.product),
  }));
}

/**
 * Devices that the HID library did not list. The same one by its path, which both spell in their own case, or else by its USB ids,
 * each entry once.
 */
export function notAmong(present: readonly PresentKey[], listed: readonly SeenKey[]): PresentKey[] {
  const left = [...listed];
  const take = (isSame: (key: SeenKey) => boolean) => {
    const at = left.findIndex(isSame);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const otherPath = present.filter(
    ({ path }) => !take((key) => key.path.toLowerCase() === path.toLowerCase()),
  );
  return otherPath.filter(
    ({ vendorId, productId }) => !take((key) => key.vendorId === vendorId && key.productId === productId),
  );
}
