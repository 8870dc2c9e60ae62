import type { Seed } from './seed-registry.ts';

const uninstall = String.raw`Microsoft\Windows\CurrentVersion\Uninstall`;
const other = 'S-1-5-21-1111111111-2222222222-3333333333-1105';
/** Where Windows lists programs: of the machine on both sides, of this person, of somebody else whose hive is loaded. */
const lists = {
  wide: `HKLM\\SOFTWARE\\${uninstall}`,
  narrow: `HKLM\\SOFTWARE\\Wow6432Node\\${uninstall}`,
  person: `HKCU\\Software\\${uninstall}`,
  other: `HKU\\${other}\\Software\\${uninstall}`,
} as const;
type Listed = [
  list: keyof typeof lists,
  name: string,
  publisher: string | null,
  version: string,
  more?: Record<string, string | number>,
];

const packagesOfPerson = String.raw`HKCU\Software\Classes\Local Settings\Software\Microsoft\Windows\CurrentVersion\AppModel\Repository\Packages`;
const packagesOfAll = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Appx\AppxAllUserStore\Applications`;

function listed(programs: readonly Listed[]): Seed {
  return Object.fromEntries(
    programs.map(([list, name, publisher, version, more], at) => [
      `${lists[list]}\\{program-${at}}`,
      {
        DisplayName: name,
        DisplayVersion: version,
        ...(publisher === null ? {} : { Publisher: publisher }),
        ...more,
      },
    ]),
  );
}

/** Names as their makers' set-ups write them; nothing here is from a person's PC. */
export const knownPrograms: Seed = {
  ...listed([
    ['narrow', 'Cisco Secure Client - AnyConnect VPN', 'Cisco Systems, Inc.', '5.1.2.42'],
    ['wide', 'GlobalProtect', 'Palo Alto Networks', '6.2.0'],
    ['wide', 'FortiClient VPN', 'Fortinet Technologies (Canada) Inc.', '7.0.1.0083'],
    ['wide', 'Global VPN Client', 'SonicWall', '4.10.7'],
    ['narrow', 'SonicWall NetExtender', 'SonicWall Inc.', '10.2.324'],
    ['wide', 'OpenVPN 2.6.8-I001 amd64', 'OpenVPN, Inc.', '2.6.801'],
    ['person', 'WinSCP 6.1.2', 'Martin Prikryl', '6.1.2'],
    ['wide', 'PuTTY release 0.79 (64-bit)', 'Simon Tatham', '0.79.0.0'],
    ['wide', 'Mozilla Thunderbird (x64 en-US)', 'Mozilla', '115.5.0'],
    ['narrow', 'Citrix Workspace 2309', 'Citrix Systems, Inc.', '23.9.1.104'],
    ['narrow', 'SQL Server Management Studio', 'Microsoft Corporation', '18.5'],
    ['narrow', 'QuickBooks Desktop Pro 2023', 'Intuit Inc.', '33.0'],
    ['narrow', 'SAP GUI for Windows 7.70 (Patch 5)', 'SAP SE', '7.70'],
    ['narrow', 'WatchGuard Mobile VPN with SSL client 12.10', 'WatchGuard', '12.10'],
    ['wide', 'Sophos Connect', 'Sophos Ltd', '2.2.90'],
    ['wide', 'TightVNC', 'GlavSoft LLC.', '2.8.81.0'],
    ['person', 'FileZilla 3.66.1', 'Tim Kosse', '3.66.1'],
    ['narrow', 'Zscaler', 'Zscaler Inc.', '4.2.0.190'],
    ['wide', 'Microsoft Azure CLI (64-bit)', 'Microsoft Corporation', '2.40.0'],
    ['other', 'Royal TS V7', 'Royal Apps GmbH', '7.1.50'],
  ]),
  [`${packagesOfPerson}\\Microsoft.AzureVpn_3.4.1.0_x64__8wekyb3d8bbwe`]: {},
  [`${packagesOfPerson}\\MicrosoftCorporationII.Windows365_2.0.300.0_x64__8wekyb3d8bbwe`]: {},
  [`${packagesOfAll}\\Microsoft.RemoteDesktop_10.2.3006.0_x64__8wekyb3d8bbwe`]: {},
  'HKLM\\SOFTWARE\\Wow6432Node\\JavaSoft\\Java Web Start\\1.6.0_45': {},
  'HKLM\\SOFTWARE\\IBM\\Client Access': {},
};

/** What must be found of them: entry, list, what fitted, version. */
export const knownFound: readonly string[] = [
  'azure-vpn-client msix family 3.4.1.0',
  'az-cli-old uninstall-keys name-and-publisher 2.40.0',
  'cisco-secure-client uninstall-keys-32 name-and-publisher 5.1.2.42',
  'citrix-workspace uninstall-keys-32 name-and-publisher 23.9.1.104',
  'filezilla uninstall-keys-person name-and-publisher 3.66.1',
  'forticlient uninstall-keys name-and-publisher 7.0.1.0083',
  'globalprotect uninstall-keys name-and-publisher 6.2.0',
  'ibm-i-access-old registry registry null',
  'java-web-start registry registry null',
  'openvpn-gui uninstall-keys name-and-publisher 2.6.801',
  'outlook-2019 click-to-run name-and-publisher 16.0.10400.20000',
  'office-2016-2019 click-to-run name-and-publisher 16.0.10400.20000',
  'putty uninstall-keys name-and-publisher 0.79.0.0',
  'quickbooks-desktop uninstall-keys-32 name-and-publisher 33.0',
  'rd-client-store msix family 10.2.3006.0',
  'royal-ts uninstall-keys-person name-and-publisher 7.1.50',
  'sap-gui-windows uninstall-keys-32 name-and-publisher 7.70',
  'smtp-auth-senders-windows registry registry null',
  'sonicwall-gvc uninstall-keys name-and-publisher 4.10.7',
  'sonicwall-netextender uninstall-keys-32 name-and-publisher 10.2.324',
  'sophos-connect uninstall-keys name-and-publisher 2.2.90',
  'ssms uninstall-keys-32 name-and-publisher 18.5',
  'thunderbird uninstall-keys name-and-publisher 115.5.0',
  'vnc-family uninstall-keys name 2.8.81.0',
  'watchguard-mvpn-ssl uninstall-keys-32 name-and-publisher 12.10',
  'windows-app msix family 2.0.300.0',
  'winscp uninstall-keys-person name-and-publisher 6.1.2',
  'zscaler-client-connector uninstall-keys-32 name-and-publisher 4.2.0.190',
];

/** The twins: other makers, other products, hidden halves and updates of a program. */
export const lookAlikes: Seed = {
  ...listed([
    ['narrow', 'Cisco Webex Meetings', 'Cisco Webex LLC', '43.11'],
    ['wide', 'GlobalProtect', 'Contoso', '6.2.0'],
    ['wide', 'FortiClientless Portal', 'Fortinet', '1.0'],
    ['wide', 'SonicWall Global Management System', 'SonicWall', '9.3'],
    ['narrow', 'NetExtender', 'Contoso', '1.0'],
    ['wide', 'OpenVPN-GUI language pack', 'OpenVPN-GUI translators', '1.0'],
    ['person', 'WinSCP 6.1.2', null, '6.1.2'],
    ['wide', 'PuTTY release 0.79 (64-bit)', 'Contoso', '0.79'],
    ['wide', 'Thunderbird Backup', 'Contoso', '1.0'],
    ['narrow', 'Citrix HDX RealTime Media Engine 2.9', 'Citrix Systems, Inc.', '2.9'],
    ['narrow', 'SQL Server Management Studio Tips', 'Contoso', '1.0'],
    ['narrow', 'QuickBooks Desktop Pro 2023', 'Contoso', '33.0'],
    ['narrow', 'SAP GUI for Windows 7.70 (Patch 5)', 'SAP SE', '7.70', { SystemComponent: 1 }],
    ['narrow', 'WatchGuard System Manager 12.10', 'WatchGuard', '12.10'],
    ['wide', 'Sophos Connect', 'Sophos Ltd', '2.2.90', { SystemComponent: 1 }],
    ['wide', 'Tight VNC manual', 'Contoso', '1.0'],
    ['person', 'FileZilla 3.66.1', 'Tim Kosse', '3.66.1', { ParentKeyName: 'FileZilla' }],
    ['narrow', 'Zscaler', 'Contoso', '4.2'],
    ['wide', 'Azure CLI tools', 'Contoso', '1.0'],
    ['wide', 'WireGuard docs', 'Contoso', '1.0'],
    ['other', 'Royal TS V7', 'Contoso', '7.1'],
  ]),
  [`${packagesOfPerson}\\Contoso.AzureVpn_3.4.1.0_x64__8wekyb3d8bbwe`]: {},
  [`${packagesOfPerson}\\MicrosoftCorporationII.Windows365_2.0.300.0_x64__abcdefghjkmnp`]: {},
  [`${packagesOfAll}\\Microsoft.RemoteDesktopPreview_10.2.3006.0_x64__8wekyb3d8bbwe`]: {},
  'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\1.8': {},
  'HKLM\\SOFTWARE\\IBM\\Client Access Solutions': {},
};
