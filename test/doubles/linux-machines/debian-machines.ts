import type { FakeMachine } from '../fake-reach.ts';
import { assemble, efiVariables, fprintdDevices, logindSession, openNetwork, radioSwitch } from './parts.ts';
import { dpkgPackage } from './ubuntu-laptop.ts';
import { gnomeLogin, kdeLogin, rulesOfSystemd } from './udev-and-login.ts';
import { usbTree } from './usb-ports.ts';

const osRelease = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
`;

/** https://packages.debian.org/bookworm/amd64/firefox-esr/filelist, …/chromium/filelist */
const desktopFile = (name: string, program: string) => `[Desktop Entry]
Name=${name}
Exec=${program} %U
Type=Application
Categories=Network;WebBrowser;
MimeType=text/html;x-scheme-handler/http;x-scheme-handler/https;
`;
function oneBrowser(id: string, name: string, version: string): FakeMachine {
  const program = `/usr/bin/${id}`;
  return {
    texts: {
      [`/usr/share/applications/${id}.desktop`]: desktopFile(name, program),
      '/usr/share/applications/mimeinfo.cache': `[MIME Cache]\nx-scheme-handler/https=${id}.desktop;\n`,
      '/var/lib/dpkg/status': dpkgPackage(id, version) + dpkgPackage('libfido2-1', '1.12.0-2+b1'),
    },
    folders: { '/usr/share/applications': [`${id}.desktop`, 'mimeinfo.cache'] },
    kinds: { [program]: 'file' },
  };
}

const session = (desktop: string, service: string): FakeMachine => ({
  about: {
    kernel: '6.1.0-41-amd64',
    env: { XDG_SESSION_TYPE: 'x11', XDG_CURRENT_DESKTOP: desktop, XDG_SESSION_ID: '3', DISPLAY: ':0' },
  },
  dbusCalls: {
    ...logindSession({ remote: false, type: 'x11', class: 'user', service, desktop, seat: 'seat0' }),
    [fprintdDevices]: [[]],
  },
  dbusNames: {
    system: { owned: ['org.bluez', 'org.freedesktop.login1'], startable: ['net.reactivated.Fprint'] },
    session: { owned: [], startable: [] },
  },
});

const debian: FakeMachine = assemble(openNetwork, rulesOfSystemd, usbTree({ usb1: '480', usb2: '5000' }), {
  otherwise: 'not-found',
  texts: {
    '/etc/os-release': osRelease,
    '/etc/nsswitch.conf': 'passwd:         files systemd\n',
  },
  folders: { '/etc/udev/rules.d': [], '/sys/class/hidraw': [], '/usr/share': ['applications', 'doc'] },
  hid: [],
});

/** A desktop computer with Debian 12 and KDE: a radio that is on, Firefox ESR as the only browser, no key. */
export const debianFirefox: FakeMachine = assemble(
  debian,
  efiVariables(1, 0),
  kdeLogin,
  session('KDE', 'sddm'),
  oneBrowser('firefox-esr', 'Firefox ESR', '140.5.0esr-1~deb12u1'),
  {
    texts: {
      '/sys/class/dmi/id/product_name': 'HP EliteDesk 800 G6 Small Form Factor PC\n',
      '/sys/class/dmi/id/sys_vendor': 'HP\n',
      '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme sse4_2 aes avx2\n',
      '/sys/class/tpm/tpm0/tpm_version_major': '2\n',
      '/usr/lib/firefox-esr/application.ini': '[App]\nVendor=Mozilla\nName=Firefox\nVersion=140.5.0\n',
      ...radioSwitch('rfkill0', 'hci0', 0, 0),
    },
    links: { '/usr/bin/firefox-esr': '/usr/lib/firefox-esr/firefox-esr' },
    folders: {
      '/sys/class': ['bluetooth', 'dmi', 'hidraw', 'rfkill', 'tpm', 'tpmrm'],
      '/sys/class/tpm': ['tpm0'],
      '/sys/class/bluetooth': ['hci0'],
      '/sys/class/rfkill': ['rfkill0'],
    },
    dbusObjects: {
      'org.bluez.Adapter1': {
        '/org/bluez/hci0': { Powered: true, PowerState: 'on', Roles: ['central', 'peripheral'] },
      },
    },
    machine: { manufacturer: 'HP', model: 'HP EliteDesk 800 G6', chassis: 'Desktop', virtual: false },
    processor: { name: 'Intel(R) Core(TM) i5-10500' },
    memoryBytes: 16_586_838_016,
  },
);

/** Debian 12 with GNOME in a QEMU machine: no TPM, no radio, no USB key passed through, Chromium. */
export const debianVm: FakeMachine = assemble(
  debian,
  gnomeLogin,
  session('GNOME', 'gdm-password'),
  oneBrowser('chromium', 'Chromium Web Browser', '143.0.7499.40-1~deb12u1'),
  {
    texts: {
      '/sys/class/dmi/id/product_name': 'Standard PC (Q35 + ICH9, 2009)\n',
      '/sys/class/dmi/id/sys_vendor': 'QEMU\n',
      '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme sse4_2 aes avx2 hypervisor\n',
    },
    folders: {
      '/sys/class': ['dmi', 'hidraw', 'rfkill'],
      '/sys/class/rfkill': [],
      '/sys/firmware': ['acpi', 'dmi', 'memmap', 'qemu_fw_cfg'],
      '/sys/firmware/acpi/tables': ['APIC', 'DSDT', 'FACP', 'FACS', 'HPET', 'MCFG'],
    },
    dbusNames: {
      system: {
        owned: ['org.freedesktop.login1'],
        startable: ['net.reactivated.Fprint', 'org.bluez'],
      },
      session: { owned: [], startable: [] },
    },
    machine: {
      manufacturer: 'QEMU',
      model: 'Standard PC (Q35 + ICH9, 2009)',
      chassis: 'Other',
      virtual: true,
    },
    processor: { name: 'QEMU Virtual CPU version 2.5+' },
    memoryBytes: 4_123_168_604,
  },
);
