import type { FakeMachine } from '../fake-reach.ts';
import { assemble } from '../linux-machines/parts.ts';
import {
  deviceDetails,
  deviceState,
  diagnostics,
  dsregSection,
  ERIN,
  ngcCheck,
  ssoState,
  tenantDetails,
  userState,
} from './dsregcmd-text.ts';
import {
  bluetooth,
  edge,
  edgeProfile,
  entraSid,
  hello,
  join,
  localSid,
  noBluetooth,
  noKeys,
  noTpm,
  noVpnProfiles,
  runBy,
  sensors,
  systemEvents,
  systemSid,
  tpm20,
  windows,
} from './parts.ts';

const GPO = String.raw`HKLM\SOFTWARE\Policies\Microsoft\PassportForWork`;
const windows11 = windows({
  build: '26100',
  edition: 'Enterprise',
  product: 'Windows 10 Enterprise',
  release: '24H2',
});
const windows10 = windows({
  build: '19045',
  edition: 'Professional',
  product: 'Windows 10 Pro',
  release: '22H2',
});
const usual = assemble(
  tpm20(),
  systemEvents(),
  bluetooth(1),
  edge('142.0.3595.65'),
  edgeProfile('work'),
  noKeys(),
  noVpnProfiles(),
);
const fingerprintReader = sensors([{ description: 'Goodix Fingerprint', sensorSubType: 2 }]);
const enrolled = { available: true, verifier: 0, keyCredential: true, pin: true, factors: 8 } as const;
const notSetUp = { available: false, verifier: 2, keyCredential: false, pin: false, factors: 0 } as const;

type Printed = Partial<{
  /** DeviceAuthStatus. */
  auth: string;
  tpm: 'YES' | 'NO';
  hello: 'YES' | 'NO';
  token: 'YES' | 'NO';
  account: string;
  /** The check before the set-up, which is not printed where Hello is set up. */
  check: string;
}>;
/** A PC joined to Entra ID only, and what dsregcmd prints there: all well, unless told otherwise. */
function joinedPc(printed: Printed = {}): FakeMachine {
  const { auth = 'SUCCESS', tpm = 'YES', hello = 'NO', token = 'YES', account = ERIN, check } = printed;
  return join('joined', [
    deviceState('YES', 'NO'),
    deviceDetails(auth, [['TpmProtected', tpm]]),
    tenantDetails,
    userState(hello),
    ssoState(token),
    diagnostics(account),
    ...(check === undefined ? [] : [check]),
  ]);
}

/** Joined to Entra ID, Windows Hello for Business set up, person at the machine. */
export const joinedWithHello: FakeMachine = assemble(
  windows11,
  usual,
  fingerprintReader,
  runBy(entraSid),
  hello(entraSid, enrolled),
  joinedPc({ hello: 'YES' }),
);

/** The same device as SYSTEM sees it: nobody's session, so nothing of the person's Hello. */
export const joinedAsSystem: FakeMachine = assemble(
  joinedWithHello,
  runBy(systemSid, { elevated: true, id: 0, signedIn: [entraSid] }),
  { about: { ...windows11.about, elevated: true } as NonNullable<FakeMachine['about']> },
  joinedPc({ token: 'NO', account: String.raw`WORKGROUP\PC-0417$` }),
);

/** Joined to both directories; the last sign-in to Entra ID failed, so Windows holds no token. */
export const hybridWithoutToken: FakeMachine = assemble(
  windows11,
  usual,
  fingerprintReader,
  runBy(localSid),
  hello(localSid, notSetUp),
  join('hybrid', [
    deviceState('YES', 'YES'),
    deviceDetails('SUCCESS'),
    tenantDetails,
    userState('NO'),
    ssoState('NO', [
      ['AcquirePrtDiagnostics', 'PRESENT'],
      ['Attempt Status', '0xc000006d'],
      ['HTTP status', '400'],
    ]),
    diagnostics(String.raw`CONTOSO\oreyes, omar.reyes@contoso.example`),
    ngcCheck({ IsUserAzureAD: 'NO' }, 'WillNotProvision'),
  ]),
);

/** A PC at home: no company, Windows Hello with PIN and face. */
export const homePc: FakeMachine = assemble(
  windows({ build: '26100', edition: 'Core', product: 'Windows 10 Home', release: '24H2' }),
  usual,
  edgeProfile('private'),
  sensors([]),
  runBy(localSid),
  hello(localSid, { ...enrolled, factors: 2 }),
  join('none', [
    deviceState('NO', 'NO'),
    userState('NO'),
    ssoState('NO'),
    ngcCheck({ IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PolicyEnabled: 'NO' }, 'WillNotProvision'),
  ]),
);

/** Windows 10, joined, without a security chip although the company requires one, and without a PIN. */
export const noChipRequired: FakeMachine = assemble(
  windows10,
  usual,
  noTpm(),
  sensors([]),
  runBy(entraSid),
  hello(entraSid, { ...notSetUp, apiVersion: 4 }),
  { registry: { [GPO]: { Enabled: 1, RequireSecurityDevice: 1 } } },
  joinedPc({ tpm: 'NO', check: ngcCheck({ DeviceEligible: 'NO' }, 'WillNotProvision') }),
);

/** Windows 10 with a TPM 1.2, which the company does not accept. */
export const oldChipExcluded: FakeMachine = assemble(
  windows10,
  usual,
  { native: { tpmDevice: { result: 0, tpmVersion: 1, interfaceType: 1, implementationRevision: 0 } } },
  sensors([]),
  runBy(entraSid),
  hello(entraSid, { ...notSetUp, apiVersion: 4 }),
  {
    registry: {
      [GPO]: { Enabled: 1, RequireSecurityDevice: 1 },
      [`${GPO}\\ExcludeSecurityDevices`]: { TPM12: 1 },
    },
  },
  joinedPc({ tpm: 'NO', check: ngcCheck({ DeviceEligible: 'NO' }, 'WillNotProvision') }),
);

/**
 * Enhanced Sign-in Security keeps the sensors from ordinary programs, on a Windows without the calls that tell of it; the face is
 * enrolled all the same.
 */
export const guardedSensors: FakeMachine = assemble(
  joinedWithHello,
  sensors([]),
  hello(entraSid, { ...enrolled, factors: 2 }),
);

/** Windows 10 of the person's own, registered with the company; a PIN is set. */
export const registeredWindows10: FakeMachine = assemble(
  windows10,
  usual,
  sensors([]),
  runBy(localSid),
  hello(localSid, { ...enrolled, apiVersion: 4, factors: 0 }),
  join('registered', [
    deviceState('NO', 'NO'),
    dsregSection('User State', [
      ['NgcSet', 'NO'],
      ['WorkplaceJoined', 'YES'],
      ['WorkAccountCount', '1'],
    ]),
    ssoState('NO'),
    ngcCheck({ IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PolicyEnabled: 'NO' }, 'WillNotProvision'),
  ]),
);

/** Signed in over Remote Desktop to a joined PC. */
export const overRemoteDesktop: FakeMachine = assemble(
  windows11,
  usual,
  sensors([]),
  runBy(entraSid, { remote: true, id: 3 }),
  hello(entraSid, notSetUp),
  joinedPc({ check: ngcCheck({ SessionIsNotRemote: 'NO' }, 'WillNotProvision') }),
);

/** The company switches Windows Hello off, for work and altogether. */
export const helloForbidden: FakeMachine = assemble(
  windows11,
  usual,
  fingerprintReader,
  runBy(entraSid),
  hello(entraSid, { ...notSetUp, verifier: 3 }),
  {
    registry: {
      [GPO]: { Enabled: 0 },
      'HKLM\\SOFTWARE\\Policies\\Microsoft\\Biometrics': { Enabled: 0 },
    },
  },
  joinedPc({ check: ngcCheck({ PolicyEnabled: 'NO' }, 'WillNotProvision') }),
);

/** Windows logs at each start that the chip's firmware makes weak keys. */
export const weakFirmware: FakeMachine = assemble(
  joinedWithHello,
  systemEvents('2026-11-19T05:12:40.0093117Z'),
);

/** Somebody disabled or deleted the device in Entra ID. */
export const disabledInEntra: FakeMachine = assemble(
  joinedWithHello,
  hello(entraSid, notSetUp),
  joinedPc({
    auth: 'FAILED. Device is either disabled or deleted',
    token: 'NO',
    check: ngcCheck({ IsUserAzureAD: 'NO' }, 'WillNotProvision'),
  }),
);

/** Joined and allowed; Windows will offer to set Hello up at the next sign-in. */
export const willProvision: FakeMachine = assemble(
  joinedWithHello,
  hello(entraSid, notSetUp),
  joinedPc({ check: ngcCheck({}, 'WillProvision') }),
);

/** A desktop of an on-premises domain only, without a radio. */
export const onPremisesOnly: FakeMachine = assemble(
  windows10,
  usual,
  noBluetooth(),
  sensors([]),
  runBy(localSid),
  hello(localSid, { ...notSetUp, apiVersion: 4 }),
  join('domain', [
    deviceState('NO', 'YES'),
    userState('NO'),
    ssoState('NO'),
    ngcCheck({ IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PolicyEnabled: 'NO' }, 'WillNotProvision'),
  ]),
);
