import { type FakeMachine, fails } from '../fake-reach.ts';
import { firefoxFolder, linuxChromeSignedIn } from '../provider-parts.ts';
import { snapRules } from './browser-parts.ts';
import {
  assemble,
  efiVariables,
  fprintdReader,
  KEYBOARD_DESCRIPTOR,
  logindSession,
  openNetwork,
  radioSwitch,
  yubiKey,
} from './parts.ts';
import { gnomeLogin, rulesOfSystemd, udevRecord } from './udev-and-login.ts';
import { hubPorts, usbDevice, usbTree } from './usb-ports.ts';

const osRelease = `PRETTY_NAME="Ubuntu 24.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.3 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
UBUNTU_CODENAME=noble
`;

const chromeDesktop = `[Desktop Entry]
Version=1.0
Name=Google Chrome
Name[de]=Google Chrome
Exec=/usr/bin/google-chrome-stable %U
Terminal=false
Type=Application
Categories=Network;WebBrowser;
MimeType=text/html;x-scheme-handler/http;x-scheme-handler/https;

[Desktop Action new-window]
Name=New Window
Exec=/usr/bin/google-chrome-stable
`;

const firefoxSnapDesktop = `[Desktop Entry]
X-SnapInstanceName=firefox
Version=1.0
Name=Firefox Web Browser
Exec=env BAMF_DESKTOP_FILE_HINT=/var/lib/snapd/desktop/applications/firefox_firefox.desktop /snap/bin/firefox %u
Type=Application
Categories=GNOME;GTK;Network;WebBrowser;
MimeType=text/html;x-scheme-handler/http;x-scheme-handler/https;
`;

/** One package as /var/lib/dpkg/status lists it. */
export function dpkgPackage(name: string, version: string, status = 'install ok installed'): string {
  return `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: ${name}\n\n`;
}
const dpkgStatus = [
  dpkgPackage('fprintd', '1.94.3-1'),
  dpkgPackage('libfido2-1', '1.14.0-1build3'),
  dpkgPackage('google-chrome-stable', '143.0.7499.40-1'),
  dpkgPackage('firefox', '1:1snap1-0ubuntu5'),
  dpkgPackage('old-tool', '1.0', 'deinstall ok config-files'),
].join('');

/** Two USB-C and two USB-A sockets, a camera inside; the security key is in a USB-A one. Vendor 1209 stands for the camera's maker. */
const usb = assemble(
  usbTree({ usb3: '480', usb4: '10000' }, ['3-3', '3-4']),
  usbDevice('3-3', '1050', '0407'),
  usbDevice('3-4', '1209', '0001', 'ef'),
  hubPorts('usb3', [
    { type: 'hotplug', connector: 'port0', location: '0x80000301' },
    { type: 'hotplug', connector: 'port1', location: '0x80000302' },
    { type: 'hotplug', location: '0x80000303' },
    { type: 'hardwired' },
    { type: 'hotplug', location: '0x80000305' },
    { type: 'not used' },
  ]),
  { folders: { '/sys/class/typec': ['port0', 'port1'] } },
);

/** Everything of the laptop that does not depend on who asks. */
export const ubuntuLaptop: FakeMachine = assemble(
  efiVariables(1, 0),
  usb,
  openNetwork,
  rulesOfSystemd,
  gnomeLogin,
  {
    otherwise: 'not-found',
    about: { kernel: '6.14.0-27-generic' },
    texts: {
      '/etc/os-release': osRelease,
      '/sys/class/dmi/id/product_name': '21CBCTO1WW\n',
      '/sys/class/dmi/id/sys_vendor': 'LENOVO\n',
      '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme de pse msr pae sse4_2 aes avx2\n',
      '/sys/class/tpm/tpm0/tpm_version_major': '2\n',
      ...radioSwitch('rfkill0', 'tpacpi_bluetooth_sw', 0, 0),
      ...radioSwitch('rfkill1', 'hci0', 0, 0),
      '/sys/class/rfkill/rfkill2/type': 'wlan\n',
      '/usr/share/applications/mimeinfo.cache':
        '[MIME Cache]\nx-scheme-handler/https=google-chrome.desktop;\nx-scheme-handler/mailto=mail.desktop;\n',
      '/usr/share/applications/google-chrome.desktop': chromeDesktop,
      '/var/lib/snapd/desktop/applications/firefox_firefox.desktop': firefoxSnapDesktop,
      '/snap/firefox/current/meta/snap.yaml':
        "name: firefox\nversion: '145.0.2-1'\nsummary: Mozilla Firefox\n",
      '/etc/udev/rules.d/70-snap.firefox.rules': snapRules('snap_firefox_firefox', true),
      '/home/person/.config/mimeapps.list':
        '[Default Applications]\nx-scheme-handler/https=google-chrome.desktop;firefox_firefox.desktop\n',
      '/var/lib/dpkg/status': dpkgStatus,
      '/etc/nsswitch.conf': 'passwd:         files systemd\ngroup:          files systemd\n',
    },
    hex: { '/sys/class/hidraw/hidraw0/device/report_descriptor': KEYBOARD_DESCRIPTOR },
    folders: {
      '/sys/class': ['bluetooth', 'dmi', 'hidraw', 'rfkill', 'tpm', 'tpmrm', 'typec'],
      '/sys/class/tpm': ['tpm0'],
      '/sys/class/bluetooth': ['hci0'],
      '/sys/class/rfkill': ['rfkill0', 'rfkill1', 'rfkill2'],
      '/sys/class/hidraw': ['hidraw0', 'hidraw3'],
      '/usr/share/applications': ['google-chrome.desktop', 'mail.desktop', 'mimeinfo.cache'],
      '/var/lib/snapd/desktop/applications': ['firefox_firefox.desktop'],
      '/snap': ['README', 'bare', 'bin', 'core24', 'firefox', 'snapd'],
    },
    kinds: { '/usr/bin/google-chrome-stable': 'file', '/snap/bin/firefox': 'file' },
    deviceAnswers: { '/dev/tpmrm0': [fails('denied', 'EACCES')] },
    dbusNames: {
      system: { owned: ['org.bluez', 'org.freedesktop.login1'], startable: ['net.reactivated.Fprint'] },
      session: { owned: [], startable: [] },
    },
    dbusObjects: {
      'org.bluez.Adapter1': {
        '/org/bluez/hci0': {
          Powered: true,
          PowerState: 'on',
          Roles: ['central', 'peripheral', 'central-peripheral'],
        },
      },
    },
    machine: { manufacturer: 'LENOVO', model: '21CBCTO1WW', chassis: 'Notebook', virtual: false },
    processor: { name: '12th Gen Intel(R) Core(TM) i7-1260P' },
    memoryBytes: 16_586_838_016,
  },
);

/** The person in a GNOME session at the laptop's own screen, two fingers enrolled. */
export const atTheScreen: FakeMachine = {
  about: {
    kernel: '6.14.0-27-generic',
    env: {
      XDG_SESSION_TYPE: 'wayland',
      XDG_CURRENT_DESKTOP: 'ubuntu:GNOME',
      XDG_SESSION_ID: '2',
      WAYLAND_DISPLAY: 'wayland-0',
    },
  },
  dbusCalls: {
    ...logindSession({
      remote: false,
      type: 'wayland',
      class: 'user',
      service: 'gdm-password',
      desktop: 'ubuntu',
      seat: 'seat0',
    }),
    ...fprintdReader('Goodix MOC Fingerprint Sensor', [['right-index-finger', 'left-thumb']]),
  },
};

/** Chrome with somebody signed in and Bitwarden, a Firefox without. */
const profiles = assemble(
  { kinds: { '/home/person': 'folder' } },
  linuxChromeSignedIn(),
  firefoxFolder('/home/person/snap/firefox/common/.mozilla/firefox', {}),
);

/** Ubuntu 24.04 on a laptop: YubiKey plugged in, Chrome, fingerprint reader, the person at the machine. */
export const ubuntuAtTheDesk: FakeMachine = assemble(
  profiles,
  ubuntuLaptop,
  atTheScreen,
  yubiKey('hidraw3', true),
  udevRecord('hidraw3', 'tagged'),
);

/** The same laptop over SSH: no seat, so neither the key's node nor the reader answers. */
export const ubuntuOverSsh: FakeMachine = assemble(
  ubuntuLaptop,
  yubiKey('hidraw3', false),
  udevRecord('hidraw3', 'tagged'),
  {
    about: {
      kernel: '6.14.0-27-generic',
      env: {
        XDG_SESSION_TYPE: 'tty',
        XDG_SESSION_ID: '9',
        SSH_CONNECTION: '1',
        SSH_CLIENT: '1',
        SSH_TTY: '1',
      },
    },
    dbusCalls: fprintdReader(
      'Goodix MOC Fingerprint Sensor',
      fails('denied', 'net.reactivated.Fprint.Error.PermissionDenied'),
    ),
    dbusNames: {
      system: { owned: ['org.bluez', 'org.freedesktop.login1'], startable: ['net.reactivated.Fprint'] },
      session: fails('service-missing', 'no session bus'),
    },
  },
);
