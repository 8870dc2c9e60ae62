import { tidyText } from '../probe.ts';

export type HidIds = { vendorId: number; productId: number };

function idsFrom(vendor: string | undefined, product: string | undefined): HidIds | null {
  const vendorId = Number.parseInt(vendor ?? '', 16);
  const productId = Number.parseInt(product ?? '', 16);
  const fits = (id: number) => Number.isInteger(id) && id >= 0 && id <= 0xffff;
  return fits(vendorId) && fits(productId) ? { vendorId, productId } : null;
}

/**
 * Ids from the name the kernel gives a HID device folder, `bus:vendor:product.instance` in hex
 * (hid_add_device in https://github.com/torvalds/linux/blob/master/drivers/hid/hid-core.c).
 */
export function parseHidFolderName(path: string): HidIds | null {
  const match = /\/[0-9a-f]{4}:([0-9a-f]{4}):([0-9a-f]{4})\.[0-9a-f]{4,8}$/i.exec(path);
  return match === null ? null : idsFrom(match[1], match[2]);
}

/** Ids and product name from a HID device's uevent text. `HID_UNIQ`, which may hold a serial number, is passed over. */
export function parseHidUevent(text: string): { ids: HidIds | null; name: string | null } {
  const id = /^HID_ID=[0-9a-f]{4}:([0-9a-f]{8}):([0-9a-f]{8})\s*$/im.exec(text);
  const name = /^HID_NAME=(.*)$/m.exec(text)?.[1];
  return {
    ids: id === null ? null : idsFrom(id[1], id[2]),
    name: name === undefined ? null : tidyText(name) || null,
  };
}
