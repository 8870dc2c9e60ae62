import type { KeyModel } from '../../lab/security-keys/key-model.ts';
import { yubikeyBioEnrolled } from '../../lab/security-keys/models/yubico.ts';
import type { FakeMachine } from '../fake-reach.ts';
import { answersOf } from '../security-keys/answers-of.ts';

/** Path as hidapi gives it on macOS: https://github.com/libusb/hidapi/pull/322 */
const path = 'DevSrvsID:4294969658';

/** A key of this model, plugged in and open to this account. */
export function pluggedIn(model: KeyModel): FakeMachine {
  const { vendorId, productId, product } = model.usb;
  return {
    hid: [
      {
        path,
        vendorId,
        productId,
        usagePage: 0xf1d0,
        usage: 0x01,
        manufacturer: 'Yubico',
        product,
        mark: null,
      },
    ],
    keys: { [path]: answersOf(model) },
  };
}

/** A Mac with a YubiKey Bio that knows a finger and a PIN. */
export const macWithKey: FakeMachine = pluggedIn(yubikeyBioEnrolled);
