import { yubikeyBioEnrolled } from '../../lab/security-keys/models/yubico.ts';
import type { FakeMachine } from '../fake-reach.ts';
import { answersOf } from '../security-keys/answers-of.ts';

/** Path as hidapi gives it on macOS: https://github.com/libusb/hidapi/pull/322 */
const path = 'DevSrvsID:4294969658';

/** A Mac with a YubiKey Bio that knows a finger and a PIN. */
export const macWithKey: FakeMachine = {
  hid: [
    {
      path,
      vendorId: 0x1050,
      productId: 0x0402,
      usagePage: 0xf1d0,
      usage: 0x01,
      manufacturer: 'Yubico',
      product: 'YubiKey FIDO',
      mark: null,
    },
  ],
  keys: { [path]: answersOf(yubikeyBioEnrolled) },
};
