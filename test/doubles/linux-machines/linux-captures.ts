import { CAPTURE_SCHEMA_VERSION } from '../../../src/contract/capture.ts';
import { yubikey543 } from '../../lab/security-keys/models/yubico.ts';
import type { DescribedCapture } from '../described-capture.ts';
import type { FakeMachine } from '../fake-reach.ts';
import { debianFirefox, debianVm } from './debian-machines.ts';
import { deniedEverything, fedoraBehindAnotherSession, fedoraDesktop } from './fedora-desktop.ts';
import { ubuntuAtTheDesk, ubuntuOverSsh } from './ubuntu-laptop.ts';
import {
  ubuntuHimmelblau,
  ubuntuKeyBeforeRules,
  ubuntuRadioOff,
  ubuntuSnapOnly,
  ubuntuWithoutRules,
} from './ubuntu-variants.ts';

/** Pages that document the structures all of these machines are made of. */
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
  'https://www.freedesktop.org/software/systemd/man/latest/udev.html',
  'https://man7.org/linux/man-pages/man5/pam.d.5.html',
];
const withKey = [
  'https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-20210615.html',
  'https://github.com/systemd/systemd/blob/main/rules.d/60-fido-id.rules',
];
const ubuntu = [
  'https://www.debian.org/doc/debian-policy/ch-controlfields.html',
  'https://snapcraft.io/docs/snap-format',
];
const fedora = [
  'https://trustedcomputinggroup.org/resource/tpm-library-specification/',
  'https://rpm-software-management.github.io/rpm/man/rpm.8',
];

function described(
  name: string,
  title: string,
  machine: FakeMachine,
  sources: readonly string[] = [],
): DescribedCapture {
  return {
    name,
    machine,
    manifest: {
      captureVersion: CAPTURE_SCHEMA_VERSION,
      platform: 'linux',
      agentVersion: '0.1.0',
      capturedAt: '2026-11-27T00:00:00.000Z',
      title: `${title} Reconstructed from documented structures, not recorded.`,
      sources: [...common, ...sources],
    },
  };
}

/** Whole Linux machines, each with something of its own that decides a verdict. */
export const linuxCaptures: readonly DescribedCapture[] = [
  described(
    'ubuntu-24-04-yubikey-chrome',
    'Ubuntu 24.04 laptop: YubiKey plugged in, Chrome, person at the machine.',
    ubuntuAtTheDesk,
    [...withKey, ...ubuntu, ...yubikey543.sources],
  ),
  described(
    'ubuntu-ssh-session',
    'The same laptop scanned over SSH: the key is there but not open to this session.',
    ubuntuOverSsh,
    [...withKey, ...ubuntu],
  ),
  described(
    'ubuntu-24-04-no-udev-rules',
    'The same laptop without the rule files: the key is closed to everybody.',
    ubuntuWithoutRules,
    [...withKey, ...ubuntu],
  ),
  described(
    'ubuntu-24-04-key-before-rules',
    'The same laptop, the rule files came after the key was plugged in.',
    ubuntuKeyBeforeRules,
    [...withKey, ...ubuntu],
  ),
  described(
    'ubuntu-24-04-snap-firefox-only',
    'The same laptop with Firefox from Snap as its only browser.',
    ubuntuSnapOnly,
    [...withKey, ...ubuntu, ...yubikey543.sources],
  ),
  described(
    'ubuntu-24-04-himmelblau',
    'Ubuntu 24.04 laptop that Entra ID signs people in to, through Himmelblau; no key.',
    ubuntuHimmelblau,
    [...ubuntu, 'https://github.com/himmelblau-idm/himmelblau'],
  ),
  described(
    'ubuntu-24-04-bluetooth-off',
    'Ubuntu 24.04 laptop, Bluetooth switched off in the settings; no key.',
    ubuntuRadioOff,
    ubuntu,
  ),
  described(
    'fedora-no-bluetooth-firefox',
    'Fedora 43 desktop: no Bluetooth, no security key, Firefox only, Secure Boot off.',
    fedoraDesktop,
    fedora,
  ),
  described(
    'fedora-key-of-another-session',
    'The same desktop with a key that udev keeps for the session in front, which is another person’s.',
    fedoraBehindAnotherSession,
    [...withKey, ...fedora],
  ),
  described(
    'debian-12-firefox-esr-only',
    'Debian 12 desktop with KDE: Bluetooth on, Firefox ESR only, no key.',
    debianFirefox,
    ['https://packages.debian.org/bookworm/amd64/firefox-esr/filelist'],
  ),
  described('debian-12-vm-no-tpm', 'Debian 12 in a QEMU machine: no TPM, no radio, Chromium.', debianVm, [
    'https://packages.debian.org/bookworm/amd64/chromium/filelist',
    'https://github.com/systemd/systemd/blob/main/src/basic/virt.c',
  ]),
  described('denied-everything', 'A machine that refuses every question to this account.', deniedEverything, [
    'https://man7.org/linux/man-pages/man3/errno.3.html',
  ]),
];
