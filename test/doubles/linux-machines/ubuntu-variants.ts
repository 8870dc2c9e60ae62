import type { FakeMachine } from '../fake-reach.ts';
import { assemble, radioSwitch, yubiKey } from './parts.ts';
import { atTheScreen, dpkgPackage, ubuntuLaptop } from './ubuntu-laptop.ts';
import { himmelblauLogin, noRulesForKeys, udevRecord } from './udev-and-login.ts';

const closedKey = assemble(yubiKey('hidraw3', false), udevRecord('hidraw3', 'untagged'));
const noKey: FakeMachine = { hid: [], folders: { '/sys/class/hidraw': ['hidraw0'] } };

/** The laptop without the rule files: udev does not know the key, and nobody may open it. */
export const ubuntuWithoutRules: FakeMachine = assemble(ubuntuLaptop, atTheScreen, closedKey, noRulesForKeys);

/** The rule files came while the key was plugged in already. */
export const ubuntuKeyBeforeRules: FakeMachine = assemble(ubuntuLaptop, atTheScreen, closedKey);

/** Firefox from Snap is the only browser; the key is open to the person. */
export const ubuntuSnapOnly: FakeMachine = assemble(
  ubuntuLaptop,
  atTheScreen,
  yubiKey('hidraw3', true),
  udevRecord('hidraw3', 'tagged'),
  {
    texts: {
      '/usr/share/applications/mimeinfo.cache': '[MIME Cache]\nx-scheme-handler/mailto=mail.desktop;\n',
      '/home/person/.config/mimeapps.list':
        '[Default Applications]\nx-scheme-handler/https=firefox_firefox.desktop\n',
      '/var/lib/dpkg/status':
        dpkgPackage('firefox', '1:1snap1-0ubuntu5') + dpkgPackage('libfido2-1', '1.14.0-1build3'),
    },
    folders: { '/usr/share/applications': ['mail.desktop', 'mimeinfo.cache'] },
  },
);

/** Entra ID signs people in to the laptop itself, through Himmelblau; no key is plugged in. */
export const ubuntuHimmelblau: FakeMachine = assemble(ubuntuLaptop, atTheScreen, himmelblauLogin, noKey, {
  texts: {
    '/etc/nsswitch.conf':
      'passwd:         files systemd himmelblau\ngroup:          files systemd himmelblau\n',
    '/var/lib/dpkg/status': [
      dpkgPackage('himmelblau', '1.2.0-ubuntu24.04'),
      dpkgPackage('google-chrome-stable', '143.0.7499.40-1'),
      dpkgPackage('fprintd', '1.94.3-1'),
    ].join(''),
  },
  kinds: { '/etc/himmelblau/himmelblau.conf': 'file' },
});

/** Bluetooth is switched off in the settings, which both of the laptop's switches tell. */
export const ubuntuRadioOff: FakeMachine = assemble(ubuntuLaptop, atTheScreen, noKey, {
  texts: {
    ...radioSwitch('rfkill0', 'tpacpi_bluetooth_sw', 1, 0),
    ...radioSwitch('rfkill1', 'hci0', 1, 0),
  },
  dbusObjects: {
    'org.bluez.Adapter1': {
      '/org/bluez/hci0': {
        Powered: false,
        PowerState: 'off-blocked',
        Roles: ['central', 'peripheral', 'central-peripheral'],
      },
    },
  },
});
