import type { KeyModel } from '../security-keys/key-model.ts';
import { trussed23 } from '../security-keys/models/ctap-2-3.ts';
import { nitrokeyFido2 } from '../security-keys/models/other-makers.ts';
import { yubikey4, yubikeyBioEnrolled } from '../security-keys/models/yubico.ts';

/**
 * The keys that are read from both systems: U2F only; fingerprints and built-in verification; a PIN whose next try wants
 * the key unplugged; the newest CTAP. Each with a vendor and product of its own, by which Wine tells them apart.
 */
export const keysForBoth: readonly KeyModel[] = [yubikey4, yubikeyBioEnrolled, nitrokeyFido2, trussed23];
