import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const PACKAGES = 2000;
export const SETTINGS = 200;

/** Packages of the catalogue among the made ones, so that something is found as well. */
const real = [
  'thunderbird',
  'evolution',
  'filezilla',
  'remmina',
  'openvpn',
  'openconnect',
  'putty',
  'rclone',
];

/** A status file of dpkg with so many installed packages, each with the fields and the length that Debian's have. */
export function dpkgStatus(packages = PACKAGES): string {
  const names = Array.from({ length: packages }, (_, at) => real[at] ?? `made-package-${at}`);
  return `${names.map(paragraphOf).join('\n\n')}\n`;
}

function paragraphOf(name: string): string {
  return [
    `Package: ${name}`,
    'Status: install ok installed',
    'Priority: optional',
    'Section: net',
    'Installed-Size: 1234',
    'Maintainer: Made Maintainers <made@example.org>',
    'Architecture: amd64',
    'Version: 1:2.6.3-1+deb12u2',
    `Depends: ${Array.from({ length: 12 }, (_, at) => `libmade${at} (>= 2.${at})`).join(', ')}`,
    'Description: package made for a measurement',
    ...Array.from({ length: 8 }, () => ` ${'words of a description '.repeat(3).trim()}.`),
    'Homepage: https://example.org/',
  ].join('\n');
}

/** A home folder with settings of several formats in places that the catalogue asks. Returns how many files it wrote. */
export function writeHome(home: string): number {
  const files = [
    ...several(50, (at) => [`.thunderbird/made${at}.default/prefs.js`, prefs(at)]),
    ...several(40, (at) => [`.config/evolution/sources/made${at}.source`, evolutionSource(at)]),
    ...several(40, (at) => [`.local/share/remmina/made${at}.remmina`, remmina(at)]),
    ...several(30, (at) => [
      `.config/akonadi_imap_resource_${at}rc`,
      '[network]\nAuthentication=7\nImapServer=mail.example.org\n',
    ]),
    ...several(20, (at) => [
      `.ike/sites/made${at}`,
      'n:version:4\ns:auth-method:mutual-psk-xauth\ns:network-host:vpn.example.org\n',
    ]),
    ...several(20, (at) => [
      `.local/share/applications/made${at}.desktop`,
      '[Desktop Entry]\nType=Application\nName=Made\nExec=/usr/bin/true %U\n',
    ]),
  ];
  for (const [path, text] of files) {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return files.length;
}

function several(count: number, make: (at: number) => [path: string, text: string]): [string, string][] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function prefs(at: number): string {
  const others = several(250, (n) => [`user_pref("made.setting.number${n}", ${n});`, '']).map(
    ([line]) => line,
  );
  return [
    ...others,
    `user_pref("mail.server.server1.type", "imap");`,
    `user_pref("mail.server.server1.authMethod", ${at % 2 === 0 ? 3 : 10});`,
    `user_pref("mail.smtpserver.smtp1.authMethod", 10);`,
    '',
  ].join('\n');
}

function evolutionSource(at: number): string {
  const method = at % 2 === 0 ? 'PLAIN' : 'XOAUTH2';
  return `[Data Source]\nDisplayName=Made\nEnabled=true\n\n[Mail Account]\nBackendName=imapx\n\n[Authentication]\nHost=mail.example.org\nMethod=${method}\nPort=993\n`;
}

function remmina(at: number): string {
  return `[remmina]\nprotocol=RDP\nname=Made\nserver=pc.example.org\npassword=${at % 2 === 0 ? '.' : ''}\nusername=\n`;
}
