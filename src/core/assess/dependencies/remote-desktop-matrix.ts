/**
 * Who can start a remote session with a passkey, and who can use one inside it. Microsoft's matrix, which is about clients and computers of one
 * tenant, and what projects say of their own clients.
 */
const plan =
  'https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-plan-rdp-phishing-resistant-passwordless-authentication';
const redirection = 'https://learn.microsoft.com/en-us/azure/virtual-desktop/redirection-configure-webauthn';
const connect =
  'https://learn.microsoft.com/en-us/windows/client-management/client-tools/connect-to-remote-aadj-pc';

/**
 * `yes` as far as this device goes; `perhaps` nobody promises it; `cannot-tell` no source or no fact says so.
 */
export type Can = 'yes' | 'perhaps' | 'cannot-tell' | 'no';
export type CanBecause = { readonly can: Can; readonly because: string; readonly source: string };
export type Uses = { readonly start: CanBecause; readonly inside: CanBecause };

/** What a computer has to be, which is not seen from here. */
export const targetNeeds = {
  start: {
    says: 'Windows 10 or newer, or Windows Server 2022 or newer, that is joined or hybrid joined to Entra in the same tenant',
    never:
      'a computer that is only registered with Entra, only in a domain of Active Directory, or in a workgroup',
    source: plan,
  },
  inside: {
    says: 'Windows 10 20H2 or newer, or Windows Server 2022 or newer that is joined or hybrid joined to Entra, with the updates of October 2022',
    never: 'a server that is only in a domain of Active Directory',
    source: redirection,
  },
} as const;

/** Places of the matrix: systems by what they are to remote desktop. */
export type ClientSystem =
  | 'windows-client'
  | 'windows-client-not-updated'
  | 'windows-client-updates-unknown'
  | 'windows-client-old'
  | 'server-2022'
  | 'server-2022-not-updated'
  | 'server-2022-updates-unknown'
  | 'server-between'
  | 'server-old'
  | 'windows-unknown'
  | 'macos'
  | 'linux'
  | 'unknown';

const says = (can: Can, because: string, source: string): CanBecause => ({ can, because, source });
const both = (can: Can, because: string, source: string): Uses => ({
  start: says(can, because, source),
  inside: says(can, because, source),
});
const notNamed = (who: string) => both('cannot-tell', `Microsoft's plan does not name ${who}`, plan);
const noSystem = both('cannot-tell', 'which system this is could not be told', plan);

const updates = 'the updates of October 2022';
const mstsc: Readonly<Record<ClientSystem, Uses>> = {
  'windows-client': both('yes', 'Remote Desktop Connection on Windows can', plan),
  'windows-client-not-updated': both('no', `it needs ${updates}`, connect),
  'windows-client-updates-unknown': both('perhaps', `it needs ${updates}`, connect),
  'windows-client-old': both('no', 'it needs Windows 10 20H2 or newer', connect),
  'server-2022': both('yes', 'Remote Desktop Connection on Windows Server 2022 and newer can', plan),
  'server-2022-not-updated': both('no', `it needs ${updates}`, connect),
  'server-2022-updates-unknown': both('perhaps', `it needs ${updates}`, connect),
  'server-between': notNamed('this version of Windows Server'),
  'server-old': both('no', 'Remote Desktop Connection on Windows Server 2019 and older cannot', plan),
  'windows-unknown': both(
    'cannot-tell',
    'whether this is a Windows for people or a server is not known',
    plan,
  ),
  macos: notNamed('this client on macOS'),
  linux: notNamed('this client on Linux'),
  unknown: noSystem,
};

const appOnWindows: Uses = both('yes', 'Windows App on Windows can', plan);
const appOnServer = both('perhaps', 'Windows Server takes part only in parts', plan);
const windowsApp: Readonly<Record<ClientSystem, Uses>> = {
  'windows-client': appOnWindows,
  'windows-client-not-updated': {
    start: appOnWindows.start,
    inside: says('no', `passkeys of this device in the session need ${updates} here`, redirection),
  },
  'windows-client-updates-unknown': {
    start: appOnWindows.start,
    inside: says('perhaps', `passkeys of this device in the session need ${updates} here`, redirection),
  },
  'windows-client-old': {
    start: appOnWindows.start,
    inside: says(
      'no',
      'passkeys of this device in the session need Windows 10 20H2 or newer here',
      redirection,
    ),
  },
  'server-2022': appOnServer,
  'server-2022-not-updated': appOnServer,
  'server-2022-updates-unknown': appOnServer,
  'server-between': appOnServer,
  'server-old': appOnServer,
  'windows-unknown': both(
    'cannot-tell',
    'whether this is a Windows for people or a server is not known',
    plan,
  ),
  macos: {
    start: says('yes', 'Windows App on macOS can', plan),
    inside: says('no', 'Windows App brings passkeys into a session on Windows only', plan),
  },
  linux: both('perhaps', 'Linux takes part perhaps', plan),
  unknown: noSystem,
};

/** The same on every system. */
function everywhere(uses: Uses): Readonly<Record<ClientSystem, Uses>> {
  return Object.fromEntries(Object.keys(mstsc).map((system) => [system, uses])) as Record<ClientSystem, Uses>;
}

const remmina = 'https://github.com/FreeRDP/FreeRDP/issues/12183';
const freeRdp: Uses = {
  start: says('perhaps', 'FreeRDP 3 can try to sign in with Entra, and people report that it fails', remmina),
  inside: says('cannot-tell', 'no source says whether it brings passkeys into a session', remmina),
};

/** Clients by their id in the catalogue. What is not here has no remote desktop of Microsoft's to sign in to, or says nothing about it. */
export const remoteDesktopMatrix: Readonly<Record<string, Readonly<Record<ClientSystem, Uses>>>> = {
  mstsc,
  'windows-app': windowsApp,
  'rd-client-msi': everywhere(notNamed('the older Remote Desktop client')),
  'rd-client-store': everywhere(notNamed('the client from the Microsoft Store')),
  mremoteng: everywhere({
    start: says(
      'no',
      'sign-in with Entra is an open wish',
      'https://github.com/mRemoteNG/mRemoteNG/issues/2329',
    ),
    inside: says(
      'no',
      'bringing passkeys into a session is an open wish',
      'https://github.com/mRemoteNG/mRemoteNG/issues/2661',
    ),
  }),
  rdcman: everywhere({
    start: notNamed('Remote Desktop Connection Manager').start,
    inside: says(
      'no',
      'bringing passkeys into a session is an open wish',
      'https://github.com/MicrosoftDocs/sysinternals/issues/739',
    ),
  }),
  'royal-ts': everywhere(notNamed('Royal TS')),
  'devolutions-rdm': everywhere(notNamed('Remote Desktop Manager')),
  remmina: everywhere(freeRdp),
  'freerdp-rdesktop': everywhere(freeRdp),
};

/** First builds of Windows that have the updates of October 2022, by build; newer builds have them from their first day. */
export const updatedRevisions: Readonly<Record<number, number>> = {
  // https://support.microsoft.com/kb/KB5018410
  19042: 2130,
  19043: 2130,
  19044: 2130,
  // https://support.microsoft.com/kb/KB5018418
  22000: 1098,
  // https://support.microsoft.com/kb/KB5018421
  20348: 1129,
};

/** Windows 10 20H2: https://learn.microsoft.com/en-us/windows/release-health/release-information */
export const WINDOWS_10_20H2 = 19042;
/** https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info */
export const SERVER_2019 = 17763;
export const SERVER_2022 = 20348;

const rdpProperties = 'https://learn.microsoft.com/en-us/azure/virtual-desktop/rdp-properties';

/** What settings of a connection do to that, by `entry/test/case` of the catalogue. */
export const connectionMatrix: Readonly<Record<string, Partial<Uses>>> = {
  'mstsc/target/entra': { start: says('yes', 'the connection asks for a sign-in with Entra', rdpProperties) },
  'mstsc/target/password-only': {
    start: says('no', 'the connection takes a user name and a password only', rdpProperties),
  },
  'mstsc/target/no-entra': {
    start: says('no', 'the connection asks for no sign-in with Entra', rdpProperties),
  },
  'mstsc/gateway/password': { start: says('no', 'the gateway asks for a password', rdpProperties) },
  'mstsc/gateway/chosen-later': {
    start: says('cannot-tell', 'how to sign in at the gateway is chosen when connecting', rdpProperties),
  },
  'mstsc/inside/redirected': {
    inside: says('yes', 'the connection brings passkeys of this device along', rdpProperties),
  },
  'mstsc/inside/not-redirected': {
    inside: says('no', 'the connection leaves passkeys of this device behind', rdpProperties),
  },
};
