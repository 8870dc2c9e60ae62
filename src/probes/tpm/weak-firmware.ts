import type { TpmProperties } from '../../contract/facts/tpm.ts';

/**
 * Firmware of Infineon's chips that makes weak RSA keys (CVE-2017-15361): first and last minor version within each major one. The
 * table is that of the check by the NSA: https://github.com/nsacyber/Detect-CVE-2017-15361-TPM. An administrator names the same as that
 * of Microsoft's advisory ADV170012: https://vanstechelman.eu/node/304
 */
const weakInfineonFirmware: readonly { major: number; from: number; to: number }[] = [
  { major: 4, from: 0, to: 33 },
  { major: 4, from: 40, to: 42 },
  { major: 5, from: 0, to: 61 },
  { major: 6, from: 0, to: 42 },
  { major: 7, from: 0, to: 61 },
  { major: 133, from: 0, to: 32 },
];

/** By maker and firmware version: other makers never had it. null when the version is in another form. */
export function hasWeakFirmware({
  manufacturer,
  firmware,
}: Pick<TpmProperties, 'manufacturer' | 'firmware'>): boolean | null {
  if (manufacturer === '') return null;
  if (manufacturer !== 'IFX') return false;
  const [, major, minor] = /^(\d{1,5})\.(\d{1,5})(?:\.|$)/.exec(firmware) ?? [];
  if (major === undefined || minor === undefined) return null;
  return weakInfineonFirmware.some(
    (weak) => weak.major === Number(major) && weak.from <= Number(minor) && Number(minor) <= weak.to,
  );
}
