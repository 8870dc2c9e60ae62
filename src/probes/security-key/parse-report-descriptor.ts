/** FIDO Alliance's HID usage page: CTAP 2.1, section 11.2.8.2. */
export const FIDO_USAGE_PAGE = 0xf1d0;

// HID 1.11, section 6.2.2: https://www.usb.org/document-library/device-class-definition-hid-111
const LONG_ITEM = 0xfe;
/** Type and tag of "Usage Page" (global, tag 0), without the two size bits. */
const USAGE_PAGE_ITEM = 0x04;
const SIZE_BITS = 0x03;

/**
 * Does a HID report descriptor declare the FIDO usage page? Walks item by item, since the same bytes may occur as data
 * of another item. `unreadable` when the descriptor breaks off before an answer is certain.
 */
export function declaresFido(hex: string): boolean | 'unreadable' {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) return 'unreadable';
  const bytes = Buffer.from(hex, 'hex');
  let at = 0;
  while (at < bytes.length) {
    const prefix = bytes.readUInt8(at);
    if (prefix === LONG_ITEM) {
      if (at + 1 >= bytes.length) return 'unreadable';
      at += 3 + bytes.readUInt8(at + 1);
      continue;
    }
    const size = (prefix & SIZE_BITS) === 3 ? 4 : prefix & SIZE_BITS;
    if (at + 1 + size > bytes.length) return 'unreadable';
    if ((prefix & ~SIZE_BITS) === USAGE_PAGE_ITEM && size > 0) {
      if (bytes.readUIntLE(at + 1, size) === FIDO_USAGE_PAGE) return true;
    }
    at += 1 + size;
  }
  return at === bytes.length ? false : 'unreadable';
}
