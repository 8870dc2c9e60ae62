import { type AppFiles, filesWithout, filesWithPasswords } from './app-files.ts';
import { knownFound, knownPrograms, lookAlikes } from './app-programs.ts';
import type { Seed, SeedValue } from './seed-registry.ts';

/**
 * What programs leave in the registry, as three PCs: one where all is set to passwords, one where it is not, and one in between. Values are rebuilt
 * from what the catalogue's entries cite; whatever names a person, a host or a connection, and every secret, holds `canary`.
 */
export type AppPc = {
  what: string;
  seed: Seed;
  /** All that the catalogue's tests find there: how many items fit which case, by `entry/test`. Null: none of the cases. */
  found: Record<string, Record<string, number>>;
  /** All programs of the catalogue that the inventory finds there: entry, list, what fitted, version. */
  catalogued: readonly string[];
  files?: AppFiles;
};

/** In every name and secret; must be nowhere in what comes out. */
export const canary = 'canary';

const utf16 = (text: string): SeedValue => ({ hex: 3, bytes: Buffer.from(`${text}\0`, 'utf16le') });
const secretBytes: SeedValue = { hex: 3, bytes: Buffer.from(`${canary}-secret`) };
const emptyBytes: SeedValue = { hex: 3, bytes: Buffer.alloc(0) };

const associations = String.raw`HKCU\SOFTWARE\Microsoft\Windows\Shell\Associations\UrlAssociations`;
const userChoice = `${associations}\\https\\UserChoice`;
const edge = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Edge`;
const winscp = String.raw`HKCU\SOFTWARE\Martin Prikryl\WinSCP 2\Sessions`;
const putty = String.raw`HKCU\SOFTWARE\SimonTatham\PuTTY\Sessions`;
const office = String.raw`HKCU\SOFTWARE\Microsoft\Office`;
const accounts = `${office}\\16.0\\Outlook\\Profiles\\${canary}-profile\\9375CFF0413111d3B88A00104B2A6676`;
const clickToRun = String.raw`HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration`;
const winlogon = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon`;
const services = String.raw`HKLM\SYSTEM\CurrentControlSet\Services`;
const globalProtect = String.raw`HKLM\SOFTWARE\Palo Alto Networks\GlobalProtect\Settings`;
const tunnels = String.raw`HKLM\SOFTWARE\Fortinet\FortiClient\Sslvpn\Tunnels`;
const openvpn = String.raw`HKCU\SOFTWARE\OpenVPN-GUI\configs`;
const blat = String.raw`SOFTWARE\Public Domain\Blat`;
/** Side for 32-bit programs. */
const side32 = (path: string) => `HKLM\\SOFTWARE\\Wow6432Node\\${path}`;
const server = `${canary}-host.example`;
const person = `${canary}-person`;
/** WebDAV's own number: https://learn.microsoft.com/windows/win32/api/winnetwk/ns-winnetwk-netresourcew */
const webClient = { ProviderName: 'Web Client Network', ProviderType: 0x2e_0000 };

const passwords: AppPc = {
  what: 'where all is set to passwords',
  catalogued: knownFound,
  files: filesWithPasswords,
  seed: {
    ...knownPrograms,
    [userChoice]: { ProgId: 'IE.HTTPS', Hash: `${canary}=` },
    [edge]: {
      InternetExplorerIntegrationLevel: 1,
      InternetExplorerIntegrationSiteList: `https://${server}/sites.xml`,
    },
    [`HKCU\\SOFTWARE\\ODBC\\ODBC.INI\\${canary}-1`]: {
      Driver: String.raw`C:\Windows\system32\msodbcsql17.dll`,
      Server: server,
      LastUser: person,
      Authentication: 'ActiveDirectoryPassword',
    },
    [side32(`ODBC\\ODBC.INI\\${canary}-2`)]: {
      Driver: String.raw`C:\Windows\SysWOW64\SQLSRV32.dll`,
      Authentication: 'SqlPassword',
    },
    'HKCU\\SOFTWARE\\ODBC\\ODBC.INI\\ODBC Data Sources': { [`${canary}-1`]: 'ODBC Driver 17 for SQL Server' },
    [`${winscp}\\${person}@${server}`]: { HostName: server, UserName: person, Password: `A35C${canary}` },
    [`${winscp}\\Default%20Settings`]: { UserName: person },
    [`${putty}\\${server}`]: { HostName: server, PublicKeyFile: `C:\\Users\\${person}\\id.ppk` },
    'HKCU\\Network\\S': {
      ...webClient,
      RemotePath: `\\\\${canary}-tenant.sharepoint.com@SSL\\DavWWWRoot`,
      UserName: 0,
    },
    'HKCU\\Network\\T': {
      ProviderName: 'Microsoft Windows Network',
      ProviderType: 0x2_0000,
      RemotePath: `\\\\${server}\\share`,
      UserName: `DOMAIN\\${person}`,
    },
    [`${office}\\15.0\\Common\\Identity`]: { EnableADAL: 0 },
    [`${office}\\16.0\\Common\\Identity`]: { EnableADAL: 0 },
    [`${accounts}\\00000002`]: {
      'IMAP Server': utf16('outlook.office365.com'),
      'IMAP User': utf16(person),
      'IMAP Password': secretBytes,
    },
    [`${accounts}\\00000003`]: { 'POP3 Server': server, 'POP3 User': person, 'POP3 Password': secretBytes },
    [clickToRun]: { ProductReleaseIds: 'ProPlus2019Volume', VersionToReport: '16.0.10400.20000' },
    [`${office}\\16.0\\Lync`]: { ServerAddressInternal: server },
    [side32('Citrix\\AuthManager')]: { AllowSavePwd: 'true' },
    'HKLM\\SOFTWARE\\TightVNC\\Server': { Password: secretBytes, RfbPort: 5900 },
    [side32('Public Domain\\Blat')]: {
      'SMTP server': 'smtp.office365.com',
      Login: `${person}-login`,
      Pwd: `${canary}-password`,
    },
    [winlogon]: { AutoAdminLogon: '1', DefaultUserName: person, DefaultPassword: `${canary}-password` },
    [`${services}\\${canary}-service`]: { Type: 16, Start: 2, ObjectName: `DOMAIN\\${person}` },
    [globalProtect]: { 'default-browser': 'no', LastUrl: server },
    [`${tunnels}\\${canary}-tunnel`]: { sso_enabled: 0, Server: server, DATA1: `Enc ${canary}` },
    'HKCU\\SOFTWARE\\SonicWall\\SSL-VPN NetExtender\\Standalone': { [`${canary}-profile`]: server },
    [`${openvpn}\\${canary}-config`]: { username: utf16(person), 'auth-data': secretBytes },
  },
  found: {
    'internet-explorer/default-browser': { 'internet-explorer': 1 },
    'internet-explorer/ie-mode': { sites: 1 },
    'odbc-sql-logins/source': { 'entra-password': 1, 'sql-password': 1 },
    'winscp/saved': { password: 1 },
    'putty/key': { 'key-file': 1 },
    'webdav-sharepoint/drive': { 'microsoft-365': 1 },
    'mapped-drives/drive': { 'other-account': 1 },
    'outlook-2013/sign-in': { 'switched-off': 1 },
    'office-2013/sign-in': { 'switched-off': 1 },
    'outlook-2016/sign-in': { 'switched-off': 1 },
    'outlook-2019/sign-in': { 'switched-off': 1 },
    'outlook-ltsc-2021/sign-in': { 'switched-off': 1 },
    'outlook-m365/sign-in': { 'switched-off': 1 },
    'office-2016-2019/sign-in': { 'switched-off': 1 },
    'outlook-2016/accounts': { 'stored-password': 1, 'stored-password-elsewhere': 1 },
    'outlook-2019/accounts': { 'stored-password': 1, 'stored-password-elsewhere': 1 },
    'outlook-m365/accounts': { 'stored-password': 1, 'stored-password-elsewhere': 1 },
    'outlook-2019/product': { edition: 1 },
    'skype-for-business/sign-in': { 'not-set': 1 },
    'citrix-workspace/may-save': { allowed: 1 },
    'vnc-family/server-password': { saved: 1 },
    'smtp-auth-senders-windows/blat': { 'microsoft-365': 1 },
    'autologon/winlogon': { 'clear-text': 1 },
    'services-user-account/account': { 'user-account': 1 },
    'globalprotect/browser': { 'own-window': 1 },
    'forticlient/tunnels': { password: 1 },
    'sonicwall-netextender/profiles': { 'saved-profiles': 1 },
    'openvpn-gui/saved-in-registry': { password: 1 },
    'mstsc/target': { 'password-only': 1, 'no-entra': 1 },
    'mstsc/gateway': { password: 1 },
    'mstsc/saved-password': { saved: 1 },
    'mstsc/inside': { 'not-redirected': 1 },
    'scheduled-tasks-password/logon': { password: 1, none: 1 },
  },
};

const modern: AppPc = {
  what: 'where nothing needs a password',
  files: filesWithout,
  catalogued: [
    'forticlient registry registry null',
    'outlook-m365 click-to-run name-and-publisher 16.0.19328.20000',
    'putty registry registry null',
    'smtp-auth-senders-windows registry registry null',
    'winscp registry registry null',
  ],
  seed: {
    ...lookAlikes,
    [userChoice]: { ProgId: 'AppX90nv6nhay5n6a98fnetv7tpk64pp35es' },
    [edge]: {
      InternetExplorerIntegrationLevel: 0,
      InternetExplorerIntegrationSiteList: `https://${server}/sites.xml`,
    },
    [`HKCU\\SOFTWARE\\ODBC\\ODBC.INI\\${canary}-1`]: {
      Driver: String.raw`C:\Windows\system32\msodbcsql18.dll`,
      Authentication: 'ActiveDirectoryInteractive',
    },
    [`HKLM\\SOFTWARE\\ODBC\\ODBC.INI\\${canary}-2`]: {
      Driver: String.raw`C:\Windows\system32\sqlncli11.dll`,
      Trusted_Connection: 'Yes',
    },
    [`HKCU\\SOFTWARE\\ODBC\\ODBC.INI\\${canary}-3`]: {
      Driver: String.raw`C:\Program Files\psqlODBC\psqlodbc35w.dll`,
      Password: `${canary}-password`,
    },
    [`${winscp}\\${server}`]: {
      HostName: server,
      PublicKeyFile: `C:\\Users\\${person}\\id.ppk`,
      Password: '',
    },
    [`${putty}\\${server}`]: { HostName: server, PublicKeyFile: '' },
    'HKCU\\Network\\S': { ...webClient, RemotePath: `\\\\${server}@SSL\\DavWWWRoot`, UserName: 0 },
    'HKCU\\Network\\T': { ProviderType: 0x2_0000, RemotePath: `\\\\${server}\\share`, UserName: '' },
    [`${office}\\15.0\\Common\\Identity`]: { EnableADAL: 1, Version: 1 },
    [`${office}\\16.0\\Common\\Identity`]: { EnableADAL: 1, DisableAADWAM: 1 },
    [`${accounts}\\00000002`]: {
      clsid: '{ED475414-B0D6-11D2-8C3B-00104B2A6676}',
      'Account Name': utf16(person),
    },
    [clickToRun]: {
      ProductReleaseIds: 'O365ProPlusRetail,VisioPro2024Volume',
      VersionToReport: '16.0.19328.20000',
    },
    [`${office}\\16.0\\Lync`]: { AllowAdalForNonLyncIndependentOfLync: 1 },
    [side32('Citrix\\AuthManager')]: { AllowSavePwd: 'false' },
    'HKLM\\SOFTWARE\\TightVNC\\Server': { Password: emptyBytes },
    [side32('Public Domain\\Blat')]: { 'SMTP server': 'smtp.office365.com', Login: '', Pwd: '' },
    [winlogon]: { AutoAdminLogon: '0', DefaultPassword: `${canary}-password` },
    [`${services}\\${canary}-service`]: { Type: 32, ObjectName: String.raw`NT AUTHORITY\NetworkService` },
    [globalProtect]: { 'default-browser': 'yes' },
    [`${tunnels}\\${canary}-tunnel`]: { sso_enabled: 1, use_external_browser: 1, Server: server },
    [`${openvpn}\\${canary}-config`]: { username: utf16(person), 'auth-data': emptyBytes },
  },
  found: {
    'edge-legacy/default-browser': { 'edge-legacy': 1 },
    'odbc-sql-logins/source': { entra: 1, windows: 1 },
    'winscp/key': { 'key-file': 1 },
    'webdav-sharepoint/drive': { elsewhere: 1 },
    'outlook-2013/sign-in': { adal: 1 },
    'office-2013/sign-in': { adal: 1 },
    'outlook-2016/broker': { 'switched-off': 1 },
    'office-2016-2019/sign-in': { 'without-broker': 1 },
    'outlook-2016/accounts': { exchange: 1 },
    'outlook-2019/accounts': { exchange: 1 },
    'outlook-m365/accounts': { exchange: 1 },
    'outlook-m365/build': { newer: 1 },
    'globalprotect/browser': { 'default-browser': 1 },
    'forticlient/tunnels': { 'external-browser': 1 },
    'mstsc/target': { entra: 1 },
    'mstsc/inside': { redirected: 1 },
    'scheduled-tasks-password/logon': { none: 1 },
  },
};

const between: AppPc = {
  what: 'in between',
  catalogued: [
    'forticlient registry registry null',
    'outlook-ltsc-2021 click-to-run name-and-publisher null',
    'smtp-auth-senders-windows registry registry null',
    'winscp registry registry null',
  ],
  seed: {
    [userChoice]: { ProgId: 'ChromeHTML' },
    [side32(`ODBC\\ODBC.INI\\${canary}-1`)]: { Driver: 'SQLSRV32.DLL', Server: server, LastUser: person },
    [`${winscp}\\${server}`]: { HostName: server, PasswordPlain: `${canary}-password` },
    [`${office}\\15.0\\Common\\Identity`]: { EnableADAL: 1 },
    [`${accounts}\\00000002`]: { 'IMAP Server': 'outlook.office365.com', 'IMAP User': person },
    [clickToRun]: { ProductReleaseIds: 'Standard2021Volume,ProjectStd2019Volume' },
    [side32('Citrix\\Dazzle')]: { SaveCredentials: 1 },
    [`HKCU\\${blat}\\${canary}-profile`]: { 'SMTP server': server, Login: `${person}-login` },
    [winlogon]: { AutoAdminLogon: '1', DefaultUserName: person },
    [`${services}\\${canary}-1`]: { Type: 16, ObjectName: `.\\${person}` },
    [`${services}\\${canary}-2`]: { Type: 272, ObjectName: `DOMAIN\\${person}$` },
    [`${services}\\${canary}-driver`]: { Type: 1, ObjectName: `\\Driver\\${canary}` },
    [globalProtect]: { LastUrl: server },
    [`${tunnels}\\${canary}-1`]: { sso_enabled: 1, use_external_browser: 0 },
    [`${tunnels}\\${canary}-2`]: { azure_auto_login: 1, sso_enabled: 1 },
    [`${tunnels}\\${canary}-3`]: { Description: `${canary} old tunnel`, Server: server },
    [side32('SonicWall\\SSL-VPN NetExtender\\Standalone')]: {},
    [`${openvpn}\\${canary}-config`]: { 'key-data': secretBytes },
  },
  found: {
    'odbc-sql-logins/source': { null: 1 },
    'winscp/saved': { password: 1 },
    'outlook-2013/sign-in': { 'half-on': 1 },
    'office-2013/sign-in': { 'half-on': 1 },
    'outlook-2016/accounts': { null: 1 },
    'outlook-2019/accounts': { null: 1 },
    'outlook-m365/accounts': { null: 1 },
    'outlook-ltsc-2021/product': { edition: 1 },
    'citrix-workspace/may-save': { allowed: 1 },
    'smtp-auth-senders-windows/blat': { elsewhere: 1 },
    'autologon/winlogon': { hidden: 1 },
    'services-user-account/account': { 'local-account': 1, managed: 1 },
    'globalprotect/browser': { 'portal-decides': 1 },
    'forticlient/tunnels': { 'own-window': 1, 'auto-login': 1, password: 1 },
    'sonicwall-netextender/profiles': { 'saved-profiles': 1 },
    'openvpn-gui/saved-in-registry': { 'key-passphrase': 1 },
  },
};

const bare: AppPc = {
  what: 'with a new Office and nothing else',
  catalogued: ['outlook-ltsc-2024 click-to-run name-and-publisher null'],
  seed: {
    [`${office}\\15.0\\Common`]: { QMEnable: 0 },
    [clickToRun]: { ProductReleaseIds: 'ProPlus2024Volume' },
  },
  found: {
    'outlook-2013/sign-in': { 'not-set': 1 },
    'office-2013/sign-in': { 'not-set': 1 },
    'outlook-ltsc-2024/product': { edition: 1 },
  },
};

export const appPcs = [passwords, modern, between, bare] as const;
