import { inGroupsOf } from './in-groups.ts';
import type { KeyModel } from './key-model.ts';
import { brokenKey, futureKey, picoFido, trussed23 } from './models/ctap-2-3.ts';
import {
  feitianBioPass,
  feitianEpass,
  googleTitan2,
  nitrokey3,
  nitrokeyFido2,
  offpadBridge,
  solo1,
  solo2,
  token2Dual,
  trustKey,
} from './models/other-makers.ts';
import {
  securityKeyNfcYubico,
  yubikey4,
  yubikey58,
  yubikey526,
  yubikey543,
  yubikey571,
  yubikeyBioEnrolled,
  yubikeyBioFresh,
} from './models/yubico.ts';

/** Every model the lab can plug in. */
export const allModels: readonly KeyModel[] = [
  yubikey4,
  yubikey526,
  yubikey543,
  yubikey571,
  yubikey58,
  yubikeyBioFresh,
  yubikeyBioEnrolled,
  securityKeyNfcYubico,
  feitianBioPass,
  feitianEpass,
  googleTitan2,
  solo1,
  solo2,
  token2Dual,
  nitrokey3,
  nitrokeyFido2,
  offpadBridge,
  trustKey,
  trussed23,
  picoFido,
  futureKey,
  brokenKey,
];

/** As many are plugged in at once when they are compared with fido2-token: a run of the product is what takes time in the lab. */
export const comparedTogether: readonly (readonly KeyModel[])[] = inGroupsOf(8, allModels);
