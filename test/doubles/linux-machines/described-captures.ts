import { CAPTURE_SCHEMA_VERSION, type CaptureManifest } from '../../../src/contract/capture.ts';
import type { FakeMachine } from '../fake-reach.ts';
import { deniedEverything, fedoraDesktop } from './fedora-desktop.ts';
import { ubuntuAtTheDesk, ubuntuOverSsh } from './ubuntu-laptop.ts';

export type DescribedCapture = { name: string; machine: FakeMachine; manifest: CaptureManifest };

function manifest(title: string, sources: string[]): CaptureManifest {
  return {
    captureVersion: CAPTURE_SCHEMA_VERSION,
    platform: 'linux',
    agentVersion: '0.1.0',
    capturedAt: '2026-11-22T00:00:00.000Z',
    title: `${title} Reconstructed from documented structures, not recorded.`,
    sources,
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
];
const withKey = [
  ...common,
  'https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-20210615.html',
  'https://www.debian.org/doc/debian-policy/ch-controlfields.html',
  'https://snapcraft.io/docs/snap-format',
];

/** Captures whose folders under test/fixtures/captures/linux are written from a description. */
export const describedCaptures: readonly DescribedCapture[] = [
  {
    name: 'ubuntu-24-04-yubikey-chrome',
    machine: ubuntuAtTheDesk,
    manifest: manifest('Ubuntu 24.04 laptop: YubiKey plugged in, Chrome, person at the machine.', withKey),
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
];
