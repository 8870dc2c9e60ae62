import { CAPTURE_SCHEMA_VERSION } from '../../../src/contract/capture.ts';
import type { ScanContext } from '../../../src/contract/observation.ts';
import { yubikeyBioEnrolled, yubikeyBioFresh } from '../../lab/security-keys/models/yubico.ts';
import type { DescribedCapture } from '../described-capture.ts';
import type { FakeMachine } from '../fake-reach.ts';
import {
  closedMac,
  homeMac,
  imacWithFreshKey,
  keychainForbidden,
  keychainOff,
  macos12CanUpgrade,
  macos12Stuck,
  miniThatNeedsTouchId,
  miniWithoutTouchId,
  passwordMacBook,
  personLeftOut,
  t2WithoutPrints,
  touchIdMacBook,
  touchIdMacBookAsRoot,
  virtualAtWork,
} from './whole-macs.ts';

/** Pages that document the structures all of these Macs are made of, or public threads that show them. */
const common = [
  'https://keith.github.io/xcode-man-pages/sw_vers.1.html',
  'https://keith.github.io/xcode-man-pages/sysctl.8.html',
  'https://keith.github.io/xcode-man-pages/profiles.1.html',
  'https://github.com/macadmins/osquery-extension/pull/110',
  'https://github.com/kolide/launcher/pull/502',
  'https://developer.apple.com/documentation/bundleresources/information-property-list',
  'https://github.com/apple-oss-distributions/xnu',
  'https://github.com/sindresorhus/default-browser-id',
  'https://developer.apple.com/documentation/devicemanagement/restrictions',
  'https://developer.apple.com/documentation/systemconfiguration/scdynamicstorecopyproxies(_:)',
];
/** Platform single sign-on and Company Portal. */
const signOn = [
  'https://github.com/fleetdm/fleet/issues/51667',
  'https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-macos-platform-single-sign-on-extension',
  'https://learn.microsoft.com/en-us/entra/identity-platform/apple-sso-plugin',
];
/** A security chip beside an Intel processor. */
const chip = ['https://support.apple.com/en-us/103265'];
const oldWords = ['https://github.com/kolide/launcher/issues/488'];
const limits = [
  'https://gist.github.com/talkingmoose/74731895981b14da4ce1d524eeebdf1d',
  'https://gist.github.com/talkingmoose/da84016836b29f125dad78414d0a4413',
];
const hid = ['https://github.com/libusb/hidapi/pull/322'];

function described(
  name: string,
  title: string,
  machine: FakeMachine,
  sources: readonly string[],
  context: ScanContext = 'user',
): DescribedCapture {
  return {
    name,
    machine,
    manifest: {
      captureVersion: CAPTURE_SCHEMA_VERSION,
      platform: 'darwin',
      agentVersion: '0.1.0',
      capturedAt: '2026-11-27T00:00:00.000Z',
      context,
      title: `${title} Reconstructed from documented structures, not recorded.`,
      sources: [...common, ...sources],
    },
  };
}

/** Whole Macs, each with something of its own that decides a verdict. */
export const macCaptures: readonly DescribedCapture[] = [
  described(
    'mac-apple-silicon-touch-id',
    'MacBook Pro M4, macOS 26: registered with the Secure Enclave, Touch ID, iCloud Keychain, a YubiKey Bio.',
    touchIdMacBook,
    [...signOn, ...hid, ...yubikeyBioEnrolled.sources],
  ),
  described(
    'mac-apple-silicon-as-root',
    'The same Mac as a scan by root sees it.',
    touchIdMacBookAsRoot,
    [...signOn, ...hid, ...yubikeyBioEnrolled.sources],
    'device',
  ),
  described(
    'mac-mini-no-touch-id',
    'Mac mini M2 without a Touch ID sensor, which the company does not demand.',
    miniWithoutTouchId,
    signOn,
  ),
  described(
    'mac-mini-touch-id-required',
    'The same Mac mini, and the company demands Touch ID for the key.',
    miniThatNeedsTouchId,
    signOn,
  ),
  described(
    'mac-password-method',
    'MacBook, macOS 15, Safari only: Platform single sign-on by password, iCloud Keychain on.',
    passwordMacBook,
    [...signOn, 'https://keith.github.io/xcode-man-pages/scutil.8.html'],
  ),
  described(
    'mac-person-not-registered',
    'MacBook that is registered while its person is not, Bluetooth off.',
    personLeftOut,
    signOn,
  ),
  described(
    'mac-home-not-enrolled',
    'A person’s own MacBook without device management and Company Portal.',
    homeMac,
    [],
  ),
  described(
    'mac-t2-no-fingers',
    'MacBook Pro of 2019 (T2), Touch ID demanded and no finger enrolled, not signed in to iCloud.',
    t2WithoutPrints,
    [...signOn, ...chip],
  ),
  described(
    'mac-intel-no-enclave',
    'iMac of 2019 without a T2 chip; a YubiKey Bio without PIN and finger is plugged in.',
    imacWithFreshKey,
    [...signOn, ...chip, ...oldWords, ...hid, ...yubikeyBioFresh.sources],
  ),
  described(
    'mac-macos-12-can-upgrade',
    'MacBook Pro of 2018 (T2) on macOS 12, which can install macOS 15.',
    macos12CanUpgrade,
    [...signOn, ...chip, ...limits],
  ),
  described(
    'mac-macos-12-stuck',
    'MacBook Pro of 2016 (T1) on macOS 12, the last it can install; Safari only.',
    macos12Stuck,
    [...signOn, ...chip, ...oldWords, ...limits],
  ),
  described(
    'mac-icloud-keychain-off',
    'MacBook, macOS 15.1: iCloud Keychain off, Chrome 117.',
    keychainOff,
    signOn,
  ),
  described(
    'mac-icloud-forbidden-portal-old',
    'MacBook whose company forbids iCloud Keychain, with Company Portal 5.2402 and a network that drops Apple’s relay.',
    keychainForbidden,
    signOn,
  ),
  described('mac-denied-everything', 'A Mac that refuses every question to this account.', closedMac, [
    'https://man7.org/linux/man-pages/man3/errno.3.html',
  ]),
  described(
    'mac-virtual',
    'A virtual Mac on Apple silicon, managed, nobody registered, no radio.',
    virtualAtWork,
    signOn,
  ),
];
