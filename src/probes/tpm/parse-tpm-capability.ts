import type { TpmProperties } from '../../contract/facts/tpm.ts';

// TCG TPM 2.0 Library, part 2 (structures) and part 3 (TPM2_GetCapability):
// https://trustedcomputinggroup.org/resource/tpm-library-specification/
const TPM_ST_NO_SESSIONS = 0x8001;
const TPM_CC_GET_CAPABILITY = 0x17a;
const TPM_CAP_TPM_PROPERTIES = 6;
export const TPM_RC_SUCCESS = 0;
/** The chip asks for the same command again. */
export const TPM_RC_RETRY = 0x922;

/** First and last fixed property that we read. */
export const FIRST_PROPERTY = 0x100;
export const LAST_PROPERTY = 0x10c;
/** TPM_PT_PERMANENT, first of the variable properties (PT_VAR). */
export const PERMANENT_PROPERTY = 0x200;
/** TPMA_PERMANENT, bit 9. */
const IN_LOCKOUT = 1 << 9;

const property = {
  family: 0x100,
  revision: 0x102,
  manufacturer: 0x105,
  firmwareHigh: 0x10b,
  firmwareLow: 0x10c,
};
const vendorStrings = [0x106, 0x107, 0x108, 0x109];

/** Bytes of the answer: 10 of header, then moreData(1), capability(4), count(4), then 8 for each property. */
const HEADER_BYTES = 10;
const BODY_START_BYTES = 19;
const PROPERTY_BYTES = 8;

export type TpmAnswer =
  | { kind: 'properties'; values: ReadonlyMap<number, number>; moreData: boolean }
  | { kind: 'refused'; code: number };

/** TPM2_GetCapability for `count` properties from `first`, 22 bytes as hex. */
export function tpmPropertiesRequest(first: number, count: number): string {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16BE(TPM_ST_NO_SESSIONS, 0);
  bytes.writeUInt32BE(bytes.length, 2);
  bytes.writeUInt32BE(TPM_CC_GET_CAPABILITY, 6);
  bytes.writeUInt32BE(TPM_CAP_TPM_PROPERTIES, 10);
  bytes.writeUInt32BE(first, 14);
  bytes.writeUInt32BE(count, 18);
  return bytes.toString('hex');
}

/** Reads one answer. Its own length field must agree with what arrived; anything else is `unreadable`. */
export function parseTpmAnswer(hex: string): TpmAnswer | 'unreadable' {
  if (!/^([0-9a-f]{2})+$/i.test(hex)) return 'unreadable';
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(2) !== bytes.length) return 'unreadable';
  const code = bytes.readUInt32BE(6);
  if (code !== TPM_RC_SUCCESS) return { kind: 'refused', code };
  if (bytes.readUInt16BE(0) !== TPM_ST_NO_SESSIONS || bytes.length < BODY_START_BYTES) return 'unreadable';
  const count = bytes.readUInt32BE(15);
  if (bytes.readUInt32BE(11) !== TPM_CAP_TPM_PROPERTIES) return 'unreadable';
  if (bytes.length !== BODY_START_BYTES + count * PROPERTY_BYTES) return 'unreadable';
  const values = new Map<number, number>();
  for (let at = BODY_START_BYTES; at < bytes.length; at += PROPERTY_BYTES) {
    values.set(bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4));
  }
  return { kind: 'properties', values, moreData: bytes.readUInt8(10) !== 0 };
}

/** Four bytes as printable ASCII; NULs and anything else dropped. */
function asciiOf(word: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(word >>> 0);
  return bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '');
}

function dotted(word: number): string {
  return `${word >>> 16}.${word & 0xffff}`;
}

function hexWord(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** Facts from properties by their tag, never by position; `unreadable` when maker or firmware is not among them. */
export function describeTpm(values: ReadonlyMap<number, number>): TpmProperties | 'unreadable' {
  const manufacturer = values.get(property.manufacturer);
  const high = values.get(property.firmwareHigh);
  const low = values.get(property.firmwareLow);
  if (manufacturer === undefined || high === undefined || low === undefined) return 'unreadable';
  const family = values.get(property.family);
  const revision = values.get(property.revision);
  return {
    manufacturer: asciiOf(manufacturer).trim(),
    vendorString: vendorStrings
      .map((tag) => asciiOf(values.get(tag) ?? 0))
      .join('')
      .trimEnd(),
    family: family === undefined ? null : asciiOf(family).trim() || null,
    revision: revision === undefined ? null : revision / 100,
    firmware: `${dotted(high)}.${dotted(low)}`,
    firmwareHex: `${hexWord(high)}${hexWord(low)}`,
  };
}

/** Whether the chip is in dictionary-attack lockout; null when it did not say. */
export function isLockedOut(values: ReadonlyMap<number, number>): boolean | null {
  const permanent = values.get(PERMANENT_PROPERTY);
  return permanent === undefined ? null : (permanent & IN_LOCKOUT) !== 0;
}

/**
 * The `caps` file of a TPM 1.2, or `unreadable` without maker and firmware.
 * https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-tpm
 */
export function parseTpm12Caps(text: string): TpmProperties | 'unreadable' {
  const manufacturer = /^Manufacturer:\s*0x([0-9a-f]{8})\s*$/im.exec(text)?.[1];
  const firmware = /^Firmware version:\s*([0-9]{1,5}(?:\.[0-9]{1,5})+)\s*$/im.exec(text)?.[1];
  if (manufacturer === undefined || firmware === undefined) return 'unreadable';
  return {
    manufacturer: asciiOf(Number.parseInt(manufacturer, 16)).trim(),
    vendorString: '',
    family: /^TCG version:\s*([0-9.]{1,10})\s*$/im.exec(text)?.[1] ?? null,
    revision: null,
    firmware,
    // A 1.2 chip gives its firmware as text; there are no two words to show.
    firmwareHex: '',
  };
}
