import { yubikeyBioEnrolled, yubikeyBioFresh } from '../../lab/security-keys/models/yubico.ts';
import type { FakeMachine } from '../fake-reach.ts';
import { pluggedIn } from '../other-machines/mac-with-key.ts';
import { macDefaultBrowser, macManaged } from './browser-parts.ts';
import {
  asRoot,
  kernel,
  macBluetooth,
  macos,
  mdm,
  personUid,
  protection,
  securityChip,
  touchId,
} from './device-parts.ts';
import { intelImac, macBookPro, macMini, t2MacBook, virtualMac } from './devices.ts';
import {
  credentialProvider,
  icloud,
  keychainManaged,
  noProviders,
  portalCurrent,
  portalMissing,
  portalOld,
  ssoAsRoot,
  ssoBeforeMacos13,
  ssoNobodyRegistered,
  ssoNotConfigured,
  ssoPassword,
  ssoPersonNotRegistered,
  ssoSecureEnclave,
  vpns,
} from './identity-parts.ts';
import {
  appleRelayClosed,
  assembleMac,
  chrome,
  darwin,
  edge,
  firefoxWithOnePassword,
  plainMac,
  portalProgram,
  safari,
  safariOfMacos12,
} from './whole-parts.ts';

/** Company Portal by device management, and the person has let it fill in passkeys. */
const portalOn = assembleMac(portalCurrent(), portalProgram, credentialProvider('on'));
/** Device management that forbids nothing of iCloud and sets the first page of Edge. */
const managedFreely = assembleMac(
  keychainManaged('allowed'),
  macManaged('com.microsoft.Edge', { HomepageLocation: 'https://intranet.example.test' }),
);
const macos26 = assembleMac(macos('26.1', '25B78'), darwin(25), safari('26.1'));
const macos15 = assembleMac(macos('15.7.2', '24G325'), darwin(24), safari('26.1'));
const withEdge = assembleMac(edge, macDefaultBrowser('com.microsoft.edgemac'));

/** MacBook Pro M4: registered with the Secure Enclave, two fingers, iCloud Keychain, a security key that knows a finger. */
export const touchIdMacBook: FakeMachine = assembleMac(
  plainMac,
  macBookPro,
  macos26,
  withEdge,
  portalOn,
  managedFreely,
  ssoSecureEnclave(),
  icloud('on'),
  pluggedIn(yubikeyBioEnrolled),
);

/** The same as a scan by root from launchd sees it. */
export const touchIdMacBookAsRoot: FakeMachine = assembleMac(
  touchIdMacBook,
  asRoot({ [personUid]: 2 }),
  darwin(25),
  ssoAsRoot(),
  { kinds: { '/var/root': 'folder' } },
);

/** Mac mini M2: no sensor anywhere, and none is demanded. */
export const miniWithoutTouchId: FakeMachine = assembleMac(
  plainMac,
  macMini,
  macos26,
  withEdge,
  portalOn,
  managedFreely,
  ssoSecureEnclave(),
  icloud('on'),
);
/** The same, and the company demands Touch ID. */
export const miniThatNeedsTouchId: FakeMachine = assembleMac(miniWithoutTouchId, ssoSecureEnclave(true));

/** MacBook whose company keeps Mac and Entra ID password in step. */
export const passwordMacBook: FakeMachine = assembleMac(
  plainMac,
  macBookPro,
  macos15,
  macDefaultBrowser('com.apple.safari'),
  portalOn,
  keychainManaged('allowed'),
  ssoPassword(),
  icloud('on'),
  vpns([
    '* (Disconnected)   00000000-0000-4000-8000-000000000006 VPN (com.paloaltonetworks.GlobalProtect.client) "Work"  [VPN:com.paloaltonetworks.GlobalProtect.client]',
  ]),
);

/** The Mac is registered and this person is not; Bluetooth is off. */
export const personLeftOut: FakeMachine = assembleMac(
  plainMac,
  macBookPro,
  macos26,
  withEdge,
  portalOn,
  managedFreely,
  ssoPersonNotRegistered(),
  icloud('not said'),
  macBluetooth({ state: 'attrib_off' }),
);

/** A person's own MacBook that no company manages. */
export const homeMac: FakeMachine = assembleMac(
  plainMac,
  macBookPro,
  macos26,
  chrome('157.0.8110.52', true),
  macDefaultBrowser('com.google.chrome'),
  mdm('none'),
  portalMissing(),
  noProviders(),
  ssoNotConfigured(),
  icloud('on'),
);

/** MacBook Pro of 2019 with a T2 chip; the company demands Touch ID and nobody enrolled a finger. */
export const t2WithoutPrints: FakeMachine = assembleMac(
  plainMac,
  t2MacBook,
  macos15,
  withEdge,
  portalOn,
  managedFreely,
  touchId({ sensor: 'built-in' }),
  ssoSecureEnclave(true),
  icloud('signed out'),
);

/** iMac of 2019 without any Apple chip; a security key is plugged in that has no PIN yet. */
export const imacWithFreshKey: FakeMachine = assembleMac(
  plainMac,
  intelImac,
  macos15,
  macDefaultBrowser('com.apple.safari'),
  mdm('approved'),
  protection('On'),
  portalOn,
  managedFreely,
  ssoNobodyRegistered(),
  icloud('off'),
  pluggedIn(yubikeyBioFresh),
);

const macos12 = assembleMac(
  macos('12.7.6', '21H1320'),
  darwin(21),
  safariOfMacos12('17.6'),
  ssoBeforeMacos13(),
);
/** MacBook Pro of 2018 that was never brought past macOS 12. */
export const macos12CanUpgrade: FakeMachine = assembleMac(
  plainMac,
  t2MacBook,
  kernel({ model: 'MacBookPro15,2', brand: 'Intel(R) Core(TM) i5-8259U CPU @ 2.30GHz', arm64: false }),
  macos12,
  chrome('150.0.7871.46', false),
  macDefaultBrowser('com.google.chrome'),
  portalOn,
  keychainManaged('allowed'),
  icloud('on'),
);
/** MacBook Pro of 2016 with a T1 chip, which macOS 12 is the last for; Safari only. */
export const macos12Stuck: FakeMachine = assembleMac(
  plainMac,
  t2MacBook,
  kernel({ model: 'MacBookPro13,2', brand: 'Intel(R) Core(TM) i5-6267U CPU @ 2.90GHz', arm64: false }),
  securityChip('t1'),
  touchId({ sensor: 'built-in', prints: { [personUid]: 1 }, oldWords: true }),
  macBluetooth({ transport: 'UART', chipset: 'BCM_4350C5' }),
  macos12,
  portalOn,
  keychainManaged('allowed'),
  icloud('on'),
);

/** MacBook with macOS 15.1; iCloud Keychain is off and Chrome has not been updated for three years. */
export const keychainOff: FakeMachine = assembleMac(
  plainMac,
  macBookPro,
  macos('15.1', '24B83'),
  darwin(24),
  safari('18.1'),
  chrome('117.0.5938.149', false),
  macDefaultBrowser('com.google.chrome'),
  portalOn,
  keychainManaged('allowed'),
  ssoSecureEnclave(),
  icloud('off'),
);

/** The company forbids iCloud Keychain, left Company Portal alone for two years, and its network drops Apple's relay. */
export const keychainForbidden: FakeMachine = assembleMac(
  plainMac,
  macBookPro,
  macos26,
  withEdge,
  portalOld(),
  portalProgram,
  credentialProvider('off'),
  keychainManaged('forbidden'),
  ssoSecureEnclave(),
  icloud('off'),
  appleRelayClosed,
);

/** A Mac that tells this account nothing but that it runs macOS. */
export const closedMac: FakeMachine = {
  otherwise: 'denied',
  about: { platform: 'darwin', arch: 'arm64', kernel: '25.1.0', uid: personUid, homeDir: '/Users/user' },
};

/** A virtual Mac on Apple silicon that the company manages and nobody has registered. */
export const virtualAtWork: FakeMachine = assembleMac(
  plainMac,
  virtualMac,
  macos26,
  firefoxWithOnePassword,
  portalOn,
  managedFreely,
  ssoNobodyRegistered(),
  icloud('signed out'),
);
