import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { SecurityKeyBook } from '../../contract/security-key-book.ts';
import type { KeyKnowledge } from '../assess/grounds.ts';
import { aaguidOf, WITHHELD_AAGUID } from './key-answers.ts';

const MAX_USB_TEXT = 80;
const MAX_NAME = 200;

/** A key's name and who says so: the metadata service, the packaged table, or the key's own USB text. */
export type KeyName = { readonly name: string; readonly from: 'metadata' | 'table' | 'usb' };

/** Names a key by its model where the AAGUID is known, else by what it says of itself over USB. */
export function nameOfKey(key: AttachedKey, knowledge: KeyKnowledge): KeyName {
  const aaguid = aaguidOf(key);
  if (aaguid !== null && aaguid !== WITHHELD_AAGUID) {
    const published = knowledge.metadata?.byAaguid.get(aaguid)?.name;
    // A model that the blob gives no name is kept under its AAGUID.
    if (published !== undefined && published !== aaguid)
      return { name: published.slice(0, MAX_NAME), from: 'metadata' };
    const listed = knowledge.models.get(aaguid)?.name;
    if (listed !== undefined) return { name: listed, from: 'table' };
  }
  return { name: usbName(key), from: 'usb' };
}

/** Who stands behind the USB vendor id, else what the key says; null when neither is known. It never proves the model. */
export function vendorOfKey(key: AttachedKey, book: SecurityKeyBook): string | null {
  const listed = book.vendors.find(({ usbVendor }) => usbVendor === usbId(key.vendorId))?.name;
  return listed ?? (key.manufacturer === null ? null : printable(key.manufacturer));
}

/** USB vendor or product id as people write it: `1050`. */
export function usbId(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/** Both USB ids: `1050:0407`. */
export function usbIds({ vendorId, productId }: Pick<AttachedKey, 'vendorId' | 'productId'>): string {
  return `${usbId(vendorId)}:${usbId(productId)}`;
}

function usbName({ product, manufacturer, id }: AttachedKey): string {
  return printable(product ?? '') ?? printable(manufacturer ?? '') ?? id.slice(0, MAX_USB_TEXT);
}

/** Text from a device without what could disturb a terminal or a page; null when nothing is left. */
function printable(text: string): string | null {
  const clean = text
    .slice(0, MAX_USB_TEXT)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .trim();
  return clean === '' ? null : clean;
}
