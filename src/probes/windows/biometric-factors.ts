import type { BiometricFactor } from '../../contract/facts/windows-hello.ts';

/**
 * WINBIO_BIOMETRIC_TYPE, the bits of it that Windows Hello has.
 * https://learn.microsoft.com/en-us/windows/win32/secbiomet/winbio-biometric-type-constants
 */
const factorBits: readonly { bit: number; factor: BiometricFactor }[] = [
  { bit: 0x2, factor: 'face' },
  { bit: 0x8, factor: 'fingerprint' },
  { bit: 0x10, factor: 'iris' },
];

/** Kinds of biometrics in a mask. */
export function factorsIn(mask: number): BiometricFactor[] {
  return factorBits.filter(({ bit }) => (mask & bit) !== 0).map(({ factor }) => factor);
}
