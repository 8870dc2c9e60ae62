import type { FakeMachine } from '../fake-reach.ts';
import {
  assemble,
  efiVariables,
  fprintdDevices,
  KEYBOARD_DESCRIPTOR,
  logindSession,
  openNetwork,
  yubiKey,
} from './parts.ts';
import { gnomeLogin, rulesOfSystemd, udevRecord } from './udev-and-login.ts';
import { hubPorts, usbDevice, usbTree } from './usb-ports.ts';

const osRelease = `NAME="Fedora Linux"
VERSION="43 (Workstation Edition)"
ID=fedora
VERSION_ID=43
PRETTY_NAME="Fedora Linux 43 (Workstation Edition)"
VARIANT_ID=workstation
`;

const firefoxDesktop = `[Desktop Entry]
Version=1.0
Name=Firefox
Exec=firefox %u
Type=Application
Categories=Network;WebBrowser;
MimeType=text/html;x-scheme-handler/http;x-scheme-handler/https;
`;

/** 16 properties from 0x100 as an Infineon SLB9672 lays them out (TCG TPM 2.0 Library, part 2 and 3). */
const infineonAnswer = [
  '8001',
  '00000093',
  '00000000',
  '01',
  '00000006',
  '00000010',
  '00000100322e3000',
  '0000010100000000',
  '000001020000009f',
  '0000010300000010',
  '00000104000007e4',
  '0000010549465800',
  '00000106534c4239',
  '0000010736373200',
  '0000010800000000',
  '0000010900000000',
  '0000010a00000000',
  '0000010b000f0017',
  '0000010c00441c02',
  '0000010d00000400',
  '0000010e00000007',
  '0000010f00000003',
].join('');

/** Its ports are described, and the kernel knows nothing of USB-C. */
const usb = assemble(
  usbTree({ usb1: '480', usb2: '10000' }, ['1-2']),
  usbDevice('1-2', '413c', '2113'),
  hubPorts('usb1', [{ type: 'hotplug' }, { type: 'hotplug' }, { type: 'hotplug' }, { type: 'not used' }]),
);

/** A desktop computer with Fedora 43: no Bluetooth, no security key, Firefox only, Secure Boot off. */
export const fedoraDesktop: FakeMachine = assemble(
  efiVariables(0, 0),
  usb,
  openNetwork,
  rulesOfSystemd,
  gnomeLogin,
  {
    otherwise: 'not-found',
    about: {
      kernel: '6.17.8-300.fc43.x86_64',
      env: { XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'GNOME', WAYLAND_DISPLAY: 'wayland-0' },
    },
    texts: {
      '/etc/os-release': osRelease,
      '/sys/class/dmi/id/product_name': 'OptiPlex 7000\n',
      '/sys/class/dmi/id/sys_vendor': 'Dell Inc.\n',
      '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme de pse msr pae sse4_2 aes avx2\n',
      '/sys/class/tpm/tpm0/tpm_version_major': '2\n',
      '/usr/share/applications/org.mozilla.firefox.desktop': firefoxDesktop,
      '/usr/share/applications/mimeinfo.cache':
        '[MIME Cache]\nx-scheme-handler/https=org.mozilla.firefox.desktop;\n',
      '/usr/lib64/firefox/application.ini': '[App]\nVendor=Mozilla\nName=Firefox\nVersion=145.0.1\n',
      '/usr/share/applications/gnome-mimeapps.list':
        '[Default Applications]\nx-scheme-handler/https=org.mozilla.firefox.desktop;\n',
      '/etc/nsswitch.conf': 'passwd:     files systemd\n',
    },
    hex: { '/sys/class/hidraw/hidraw0/device/report_descriptor': KEYBOARD_DESCRIPTOR },
    folders: {
      '/sys/class': ['dmi', 'hidraw', 'rfkill', 'tpm', 'tpmrm'],
      '/sys/class/tpm': ['tpm0'],
      '/sys/class/hidraw': ['hidraw0'],
      '/sys/class/rfkill': [],
      '/usr/share/applications': ['mimeinfo.cache', 'org.mozilla.firefox.desktop'],
      '/var/lib/flatpak/app': ['org.gnome.Extensions'],
    },
    kinds: { '/usr/bin/firefox': 'file', '/usr/lib/sysimage/rpm': 'folder' },
    links: { '/usr/bin/firefox': '/usr/bin/firefox' },
    deviceAnswers: { '/dev/tpmrm0': [infineonAnswer] },
    dbusNames: {
      system: {
        owned: ['org.freedesktop.login1'],
        startable: ['net.reactivated.Fprint', 'org.bluez'],
      },
      session: { owned: [], startable: [] },
    },
    dbusCalls: {
      ...logindSession({
        remote: false,
        type: 'wayland',
        class: 'user',
        service: 'gdm-password',
        desktop: 'gnome',
        seat: 'seat0',
      }),
      [fprintdDevices]: [[]],
    },
    commands: {
      '/usr/bin/rpm -qa --qf %{NAME}\\t%{VERSION}-%{RELEASE}\\n': {
        exitCode: 0,
        stdout:
          'gpg-pubkey\t31645531-66b6dccf\nfirefox\t145.0.1-1.fc43\nfprintd\t1.94.5-2.fc43\nlibfido2\t1.16.0-3.fc43\n',
        stderr: '',
      },
      '/usr/bin/rpm -q --qf %{NAME}\\t%{VERSION}-%{RELEASE}\\n microsoft-identity-broker intune-portal himmelblau authd':
        {
          exitCode: 4,
          stdout: ['microsoft-identity-broker', 'intune-portal', 'himmelblau', 'authd']
            .map((name) => `package ${name} is not installed\n`)
            .join(''),
          stderr: '',
        },
    },
    hid: [],
    machine: { manufacturer: 'Dell Inc.', model: 'OptiPlex 7000', chassis: 'Mini Tower', virtual: false },
    processor: { name: '12th Gen Intel(R) Core(TM) i5-12500' },
    memoryBytes: 33_426_403_328,
  },
);

/** The same with a key that udev keeps for the session in front, which is another person's. */
export const fedoraBehindAnotherSession: FakeMachine = assemble(
  fedoraDesktop,
  yubiKey('hidraw3', false),
  udevRecord('hidraw3', 'tagged'),
  { folders: { '/sys/class/hidraw': ['hidraw0', 'hidraw3'] } },
);

/** A machine that tells this account nothing but that it runs Linux. */
export const deniedEverything: FakeMachine = { otherwise: 'denied', about: {} };
