import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { SecurityKeyBook } from '../../contract/security-key-book.ts';
import { depthOf, infoOf } from './key-answers.ts';
import { usbId } from './key-name.ts';

/**
 * The key's firmware in its vendor's dotted form, `5.4.3`; null where the vendor's scheme is not known or the key states none.
 * A vendor whose scheme is known also puts its firmware into the device version of the CTAPHID INIT answer, which older keys
 * answer although they leave out getInfo's firmwareVersion.
 */
export function firmwareOf(key: AttachedKey, book: SecurityKeyBook): string | null {
  const scheme = book.firmwareSchemes.find(({ usbVendor }) => usbVendor === usbId(key.vendorId));
  if (scheme === undefined) return null;
  const info = infoOf(key);
  const stated = info.kind === 'known' ? info.value.firmwareVersion : undefined;
  if (stated !== undefined && stated <= 0xff_ffff) {
    return `${(stated >>> 16) & 0xff}.${(stated >>> 8) & 0xff}.${stated & 0xff}`;
  }
  const depth = depthOf(key);
  const device = depth.kind === 'known' ? depth.value.hid.deviceVersion : '';
  return /^\d+\.\d+\.\d+$/.test(device) && device !== '0.0.0' ? device : null;
}

/** The firmware number as the key states it, in its vendor's own scheme; null when it states none. */
export function firmwareNumberOf(key: AttachedKey): number | null {
  const info = infoOf(key);
  return info.kind === 'known' ? (info.value.firmwareVersion ?? null) : null;
}
