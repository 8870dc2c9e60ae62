import { CAPTURE_SCHEMA_VERSION, type CaptureManifest } from '../../src/contract/capture.ts';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import { yubikey543, yubikey571, yubikeyBioEnrolled } from '../lab/security-keys/models/yubico.ts';
import type { DescribedCapture } from './described-capture.ts';
import { deniedEverything, fedoraDesktop } from './linux-machines/fedora-desktop.ts';
import { ubuntuAtTheDesk, ubuntuOverSsh } from './linux-machines/ubuntu-laptop.ts';
import { macWithKey } from './other-machines/mac-with-key.ts';
import { windowsAsAdmin, windowsHidden, windowsNotAdmin } from './other-machines/windows-with-key.ts';
import { windowsCaptures } from './windows-machines/captures.ts';

function manifest(
  title: string,
  sources: readonly string[],
  platform: PlatformName = 'linux',
): CaptureManifest {
  return {
    captureVersion: CAPTURE_SCHEMA_VERSION,
    platform,
    agentVersion: '0.1.0',
    capturedAt: '2026-11-22T00:00:00.000Z',
    title: `${title} Reconstructed from documented structures, not recorded.`,
    sources: [...sources],
  };
}

const common = [
  'https://www.freedesktop.org/software/systemd/man/latest/os-release.html',
  'https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html',
  'https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-tpm',
  'https://www.kernel.org/doc/html/latest/filesystems/efivarfs.html',
  'https://fprint.freedesktop.org/fprintd-dev/Device.html',
  'https://github.com/bluez/bluez/blob/master/doc/org.bluez.Adapter.rst',
  'https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-rfkill',
  'https://www.kernel.org/doc/html/latest/hid/hidraw.html',
  'https://specifications.freedesktop.org/mime-apps-spec/latest/',
  'https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-bus-usb',
  'https://www.kernel.org/doc/html/latest/driver-api/usb/typec.html',
];
const windows = [
  'https://github.com/libusb/hidapi/blob/master/windows/hid.c',
  'https://github.com/Yubico/libfido2/issues/61',
  'https://github.com/gary-rowe/hid4java/issues/18',
  'https://github.com/MichaelGrafnetter/webauthn-interop',
];
const withKey = [
  ...common,
  'https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-20210615.html',
  'https://www.debian.org/doc/debian-policy/ch-controlfields.html',
  'https://snapcraft.io/docs/snap-format',
];

/** Captures whose folders under test/fixtures/captures are written from a description. */
export const describedCaptures: readonly DescribedCapture[] = [
  ...windowsCaptures,
  {
    name: 'ubuntu-24-04-yubikey-chrome',
    machine: ubuntuAtTheDesk,
    manifest: manifest('Ubuntu 24.04 laptop: YubiKey plugged in, Chrome, person at the machine.', [
      ...withKey,
      ...yubikey543.sources,
    ]),
  },
  {
    name: 'ubuntu-ssh-session',
    machine: ubuntuOverSsh,
    manifest: manifest(
      'The same laptop scanned over SSH: the key is there but not open to this session.',
      withKey,
    ),
  },
  {
    name: 'fedora-no-bluetooth-firefox',
    machine: fedoraDesktop,
    manifest: manifest('Fedora 43 desktop: no Bluetooth, no security key, Firefox only, Secure Boot off.', [
      ...common,
      'https://trustedcomputinggroup.org/resource/tpm-library-specification/',
      'https://rpm-software-management.github.io/rpm/man/rpm.8',
    ]),
  },
  {
    name: 'denied-everything',
    machine: deniedEverything,
    manifest: manifest('A machine that refuses every question to this account.', [
      'https://man7.org/linux/man-pages/man3/errno.3.html',
    ]),
  },
  {
    name: 'windows-11-key-admin',
    machine: windowsAsAdmin,
    only: ['security-key'],
    manifest: manifest(
      'Windows 11 with administrator rights: a YubiKey 5 NFC answers.',
      [...windows, ...yubikey571.sources],
      'win32',
    ),
  },
  {
    name: 'windows-11-key-not-admin',
    machine: windowsNotAdmin,
    only: ['security-key'],
    manifest: manifest(
      'Windows 11 as an ordinary account: a YubiKey is listed and may not be opened.',
      [...windows, 'https://github.com/Yubico/libfido2/issues/153'],
      'win32',
    ),
  },
  {
    name: 'windows-11-key-hidden',
    machine: windowsHidden,
    only: ['security-key'],
    manifest: manifest(
      'Windows 11 as an ordinary account: a YubiKey is plugged in, and the HID library does not list it.',
      [
        ...windows,
        'https://github.com/framefilter/keyroost/issues/58',
        'https://github.com/Yubico/python-fido2/issues/55',
      ],
      'win32',
    ),
  },
  {
    name: 'macos-key',
    machine: macWithKey,
    only: ['security-key'],
    manifest: manifest(
      'A Mac with a YubiKey Bio that knows a finger and a PIN.',
      ['https://github.com/libusb/hidapi/pull/322', ...yubikeyBioEnrolled.sources],
      'darwin',
    ),
  },
];
