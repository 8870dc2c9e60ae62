import { PERMANENT_PROPERTY, tpmPropertiesRequest } from '../../../src/probes/tpm/parse-tpm-capability.ts';

/** TPM2_GetCapability through TBS, answered as the TCG TPM 2.0 Library, part 3, lays it out. */
export function capabilityAnswer(properties: readonly (readonly [tag: number, value: number])[]): {
  result: 0;
  response: string;
} {
  const bytes = Buffer.alloc(19 + properties.length * 8);
  bytes.writeUInt16BE(0x8001, 0);
  bytes.writeUInt32BE(bytes.length, 2);
  bytes.writeUInt32BE(6, 11);
  bytes.writeUInt32BE(properties.length, 15);
  for (const [at, [tag, value]] of properties.entries()) {
    bytes.writeUInt32BE(tag, 19 + at * 8);
    bytes.writeUInt32BE(value >>> 0, 23 + at * 8);
  }
  return { result: 0, response: bytes.toString('hex') };
}

/** Maker's four letters as the chip gives them. */
export const makers = { intel: 0x494e5443, infineon: 0x49465800 } as const;

/** Family 2.0, revision 1.59, maker and the two firmware words. */
export const madeBy = (maker: number, high: number, low = 0) =>
  capabilityAnswer([
    [0x100, 0x322e3000],
    [0x102, 159],
    [0x105, maker],
    [0x10b, high],
    [0x10c, low],
  ]);

export const askFixed = `tpmCapability ${tpmPropertiesRequest(0x100, 16)}`;
export const askPermanent = `tpmCapability ${tpmPropertiesRequest(PERMANENT_PROPERTY, 1)}`;
/** A chip that nobody has locked. */
export const notLocked = capabilityAnswer([[PERMANENT_PROPERTY, 0x404]]);
