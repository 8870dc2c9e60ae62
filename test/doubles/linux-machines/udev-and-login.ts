import type { FakeMachine } from '../fake-reach.ts';

/** systemd's two rule files, as Ubuntu 24.04, Debian 12 and Fedora 43 have them. */
export const rulesOfSystemd: FakeMachine = {
  folders: {
    '/etc/udev/rules.d': ['70-snap.firefox.rules'],
    '/usr/lib/udev/rules.d': [
      '50-udev-default.rules',
      '60-fido-id.rules',
      '70-uaccess.rules',
      '73-seat-late.rules',
    ],
  },
};

/** The same machine after somebody slimmed it: neither file. */
export const noRulesForKeys: FakeMachine = {
  folders: { '/usr/lib/udev/rules.d': ['50-udev-default.rules', '73-seat-late.rules'] },
};

/** udev's record of a key's node: https://github.com/systemd/systemd/blob/main/src/libsystemd/sd-device/device-private.c */
export function udevRecord(node: string, mark: 'tagged' | 'untagged'): FakeMachine {
  const minor = node.replace('hidraw', '');
  const path = 'E:ID_PATH=pci-0000:00:14.0-usb-0:3:1.1\n';
  const token = 'E:ID_FIDO_TOKEN=1\nE:ID_SECURITY_TOKEN=1\n';
  const tags = ['security-device', 'uaccess', 'seat'];
  const tagLines = ['G', 'Q'].flatMap((letter) => tags.map((tag) => `${letter}:${tag}\n`)).join('');
  const record = mark === 'tagged' ? `I:8123456\n${token}${path}${tagLines}V:1\n` : `I:8123456\n${path}V:1\n`;
  return {
    texts: { [`/sys/class/hidraw/${node}/dev`]: `240:${minor}\n`, [`/run/udev/data/c240:${minor}`]: record },
  };
}

/** PAM files by service: https://man7.org/linux/man-pages/man5/pam.d.5.html */
export function pamServices(services: Readonly<Record<string, string>>): FakeMachine {
  return {
    folders: { '/etc/pam.d': Object.keys(services).sort() },
    texts: Object.fromEntries(
      Object.entries(services).map(([service, text]) => [`/etc/pam.d/${service}`, text]),
    ),
  };
}

const unix = 'auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\n';
/** GNOME's login with a fingerprint beside the password, as GDM's packages set it up. */
export const gnomeLogin: FakeMachine = pamServices({
  'common-auth': unix,
  'gdm-fingerprint':
    'auth requisite pam_nologin.so\nauth required pam_fprintd.so\nauth optional pam_permit.so\n',
  'gdm-password': 'auth requisite pam_nologin.so\n@include common-auth\n',
  sudo: '@include common-auth\n',
});
/** KDE's login, by password alone. */
export const kdeLogin: FakeMachine = pamServices({
  'common-auth': unix,
  kde: '@include common-auth\n',
  sddm: 'auth requisite pam_nologin.so\n@include common-auth\n',
});
/** Himmelblau before the local password: https://github.com/himmelblau-idm/himmelblau */
export const himmelblauLogin: FakeMachine = pamServices({
  'common-auth': `auth [success=2 default=ignore] pam_himmelblau.so ignore_unknown_user\n${unix}`,
  'gdm-password': 'auth requisite pam_nologin.so\n@include common-auth\n',
});
