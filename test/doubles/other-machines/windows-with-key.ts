import { yubikey571 } from '../../lab/security-keys/models/yubico.ts';
import { type FakeMachine, fails } from '../fake-reach.ts';
import { answersOf } from '../security-keys/answers-of.ts';

/** What is asked of the log, as a fake machine names it. */
const loggedModelsQuestion = [
  'events Microsoft-Windows-WebAuthN/Operational',
  "*[System[Provider[@Name='Microsoft-Windows-WebAuthN'] and (EventID=2104)]] 500",
  'Event/System/TimeCreated/@SystemTime',
  'Event/EventData/Data[@Name="AAGuid"]',
  'Event/EventData/Data[@Name="DevicePath"]',
  'Event/EventData/Data[@Name="U2fProtocol"]',
].join(' ');

/** Path of the FIDO interface as hidapi gives it on Windows: https://github.com/Yubico/libfido2/issues/61 */
const fidoPath = String.raw`\\?\hid#vid_1050&pid_0407&mi_01#7&157bc0b2&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}`;
/** The same key's other half, which types one-time passwords: https://github.com/gary-rowe/hid4java/issues/18 */
const keyboard = {
  path: String.raw`\\?\hid#vid_1050&pid_0407&mi_00#7&a6f8690&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}\kbd`,
  vendorId: 0x1050,
  productId: 0x0407,
  usagePage: 0x01,
  usage: 0x06,
  manufacturer: 'Yubico',
  product: 'YubiKey OTP+FIDO+CCID',
  mark: null,
};
const fido = { ...keyboard, path: fidoPath, usagePage: 0xf1d0, usage: 0x01 };
/** The same device as Windows lists it to every account, its path in another spelling. */
const present = {
  fidoDevices: {
    result: 0,
    devices: [
      {
        path: fidoPath.toUpperCase(),
        vendorId: 0x1050,
        productId: 0x0407,
        product: 'YubiKey OTP+FIDO+CCID',
        manufacturer: 'Yubico',
      },
    ],
  },
};
/** One use of it in Windows' own log (event 2104): https://github.com/MichaelGrafnetter/webauthn-interop */
const used = {
  [loggedModelsQuestion]: {
    result: 0,
    rows: [['2026-11-20T07:03:18.4410371Z', `{${yubikey571.getInfo?.aaguid}}`, fidoPath, 'false']],
  },
};
const about = {
  platform: 'win32',
  kernel: '10.0.26100',
  uid: null,
  elevated: false,
  homeDir: String.raw`C:\Users\user`,
} as const;

/** Windows 11 seen with administrator rights: a YubiKey 5 NFC answers. */
export const windowsAsAdmin: FakeMachine = {
  about: { ...about, elevated: true },
  hid: [keyboard, fido],
  keys: { [fidoPath]: answersOf(yubikey571) },
  native: present,
};

/** The same key listed for an ordinary account, which may not open it. */
export const windowsNotAdmin: FakeMachine = {
  about,
  hid: [keyboard, fido],
  keys: { [fidoPath]: fails('denied', 'the system refused to let the key be used') },
  native: { ...present, ...used },
};

/** The same key where the HID library does not even list it for an ordinary account. */
export const windowsHidden: FakeMachine = { about, hid: [keyboard], native: { ...present, ...used } };
