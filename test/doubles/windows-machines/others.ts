import type { FakeMachine } from '../fake-reach.ts';
import { assemble } from '../linux-machines/parts.ts';
import { homePc, joinedWithHello } from './clients.ts';
import { deviceState, diagnostics, ngcCheck, ssoState, userState } from './dsregcmd-text.ts';
import { bluetooth, gone, hello, join, localSid, noBluetooth, runBy, sensors, windows } from './parts.ts';

/** A server of an on-premises domain. */
export const server2022: FakeMachine = assemble(
  homePc,
  windows({
    build: '20348',
    edition: 'ServerStandard',
    product: 'Windows Server 2022 Standard',
    release: '21H2',
    server: true,
    role: 4,
    model: 'Rack 2U',
  }),
  noBluetooth(),
  sensors([]),
  runBy(localSid, { remote: true, elevated: true, id: 2 }),
  hello(localSid, {
    apiVersion: 4,
    available: false,
    verifier: 1,
    keyCredential: false,
    pin: false,
    factors: 0,
  }),
  join('domain', [
    deviceState('NO', 'YES'),
    userState('NO'),
    ssoState('NO'),
    diagnostics(String.raw`CONTOSO\admin, admin`),
    ngcCheck(
      {
        IsDeviceJoined: 'NO',
        IsUserAzureAD: 'NO',
        PolicyEnabled: 'NO',
        DeviceEligible: 'NO',
        SessionIsNotRemote: 'NO',
      },
      'WillNotProvision',
    ),
  ]),
);

/** Windows 10 1809, before Windows had an interface for passkeys. */
export const beforePasskeys: FakeMachine = assemble(
  homePc,
  windows({ build: '17763', edition: 'Professional', product: 'Windows 10 Pro', release: '1809' }),
  {
    native: {
      webauthn: gone('webauthn.dll'),
      'platformCredentials login.microsoft.com': gone('webauthn.dll'),
      passkeyAuthenticators: gone('webauthn.dll'),
    },
  },
);

/** A key is plugged in, which an ordinary account cannot ask, and which was never used here. */
export const keyOutOfReach: FakeMachine = assemble(joinedWithHello, {
  native: {
    fidoDevices: {
      result: 0,
      devices: [
        {
          path: String.raw`\\?\hid#vid_1050&pid_0407&mi_01#7&157bc0b2&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}`,
          vendorId: 0x1050,
          productId: 0x0407,
          product: 'YubiKey OTP+FIDO+CCID',
          manufacturer: 'Yubico',
        },
      ],
    },
  },
});

/** The radio is off, and company policy allows audio devices only. */
export const bluetoothRestricted: FakeMachine = assemble(joinedWithHello, bluetooth(2), {
  registry: {
    'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Bluetooth': {
      ServicesAllowedList: '{0000110B-0000-1000-8000-00805F9B34FB}',
    },
    'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Connectivity': { AllowBluetooth: 2 },
  },
});
