import { type FakeMachine, fails } from '../fake-reach.ts';
import { appSsoText, type Block, deviceBlock, loginBlock, userBlock } from './app-sso-text.ts';

// Parts of pretended Macs about who signs in, to be put together with `assemble` (linux-machines/parts.ts); a later part wins. Layouts and
// words are those of the sources named at each part; identifiers are invented. No Mac was recorded.

const said = (stdout: string, exitCode = 0) => ({ exitCode, stdout, stderr: '' });
const HOME = '/Users/user';
const MANAGED = '/Library/Managed Preferences';
export const APP_SSO = '/usr/bin/app-sso platform -s';
export const PLUGINKIT =
  '/usr/bin/pluginkit -m -v -p com.apple.authentication-services-credential-provider-ui';
export const SCUTIL = '/usr/sbin/scutil --nc list';

/** The person who runs the scan. `darwin`: 21 is macOS 12, 22 is 13, 24 is 15, 25 is 26. */
export function macPerson(darwin = 24): FakeMachine {
  return {
    about: {
      platform: 'darwin',
      arch: 'arm64',
      kernel: `${darwin}.6.0`,
      uid: 501,
      elevated: false,
      homeDir: HOME,
      env: {},
    },
  };
}
export function macRoot(darwin = 24): FakeMachine {
  return {
    about: {
      platform: 'darwin',
      arch: 'arm64',
      kernel: `${darwin}.6.0`,
      uid: 0,
      elevated: true,
      homeDir: '/var/root',
      env: {},
    },
  };
}

export function appSso(
  blocks: { device: Block; login: Block; user: Block },
  tokensEnd?: string | null,
): FakeMachine {
  return { commands: { [APP_SSO]: said(appSsoText(blocks, tokensEnd)) } };
}

const SECURE_ENCLAVE = 'POLoginTypeUserSecureEnclaveKey (2)';
const PASSWORD = 'POLoginTypePassword (1)';
const SMART_CARD = 'POLoginTypeSmartCard (3)';
const NORMAL = 'POUserStateNormal (0)';

function registered(loginType: string, biometricPolicy = 'None (0)'): FakeMachine {
  return appSso({
    device: deviceBlock(loginType),
    login: loginBlock(biometricPolicy),
    user: userBlock(loginType, NORMAL),
  });
}

/** Registered with the key in the Secure Enclave; `touchId`: management demands Touch ID for it. */
export const ssoSecureEnclave = (touchId = false) =>
  registered(SECURE_ENCLAVE, touchId ? 'TouchIDOrWatchCurrentSet (1)' : 'None (0)');
export const ssoPassword = () => registered(PASSWORD);
export const ssoSmartCard = () => registered(SMART_CARD);

/** The Mac is registered, this person is not, although Settings says "Registered": https://github.com/fleetdm/fleet/issues/51667 */
export function ssoPersonNotRegistered(loginType = SECURE_ENCLAVE): FakeMachine {
  const user = {
    created: '2026-11-20T21:25:03Z',
    loginType,
    pendingSigningAlgorithm: 'none',
    signingAlgorithm: 'ES256',
    state: 'POUserStateNeedsRegistration (2)',
    uniqueIdentifier: '00000000-0000-4000-8000-0000CANARYCC',
    version: 1,
  };
  return appSso({ device: deviceBlock(loginType), login: loginBlock('None (0)'), user }, null);
}

/** The profile is there and nobody registered. The layout of this case was not seen. */
export function ssoNobodyRegistered(): FakeMachine {
  const device = deviceBlock(SECURE_ENCLAVE, { registrationCompleted: false });
  return appSso({ device, login: loginBlock('None (0)'), user: null }, null);
}

/** What root is said to be shown of a registered Mac: the device's part alone. */
export const ssoAsRoot = () => appSso({ device: deviceBlock(SECURE_ENCLAVE), login: null, user: null }, null);

export const ssoNotConfigured = () => appSso({ device: null, login: null, user: null }, null);

/** macOS 12, which has no Platform single sign-on. */
export const ssoBeforeMacos13 = (): FakeMachine => ({ commands: { [APP_SSO]: fails('not-found') } });

/** https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso */
export function companyPortal(version: string | null): FakeMachine {
  const info = '/Applications/Company Portal.app/Contents/Info.plist';
  if (version === null)
    return {
      documents: { [info]: fails('not-found') },
      folders: { '/Applications': ['Safari.app', 'Utilities'], '/Applications/Utilities': ['Terminal.app'] },
    };
  const document = {
    CFBundleExecutable: 'Company Portal',
    CFBundleIdentifier: 'com.microsoft.CompanyPortalMac',
    CFBundleShortVersionString: version,
    CFBundleVersion: '53.2504000.000',
  };
  return {
    documents: { [info]: document },
    folders: {
      '/Applications': ['Company Portal.app', 'Safari.app', 'Utilities'],
      '/Applications/Utilities': ['Terminal.app'],
    },
  };
}
export const portalCurrent = () => companyPortal('5.2504.0');
/** Older than any that serves Platform single sign-on. */
export const portalOld = () => companyPortal('5.2402.0');
export const portalMissing = () => companyPortal(null);

/** Lines of pluginkit(8): mark, id and version, then id of the plug-in, date and path after tabs. */
export function credentialProvider(election: 'on' | 'off' | 'undecided'): FakeMachine {
  const mark = { on: '+', off: '-', undecided: ' ' }[election];
  const portal = '/Applications/Company Portal.app/Contents/PlugIns/AutofillExtensionMacOS.appex';
  const text = [
    `${mark}    com.microsoft.CompanyPortalMac.Mac-Autofill-Extension(5.2504.0)\t00000000-0000-4000-8000-000000000010\t2026-11-02 07:30:00 +0000\t${portal}`,
    '-    com.example.canary.autofill(8.1)\t00000000-0000-4000-8000-000000000012\t2026-10-01 10:00:00 +0000\t/Applications/Canary.app/Contents/PlugIns/Fill.appex',
    '',
  ].join('\n');
  return { commands: { [PLUGINKIT]: said(text) } };
}
export const noProviders = (): FakeMachine => ({ commands: { [PLUGINKIT]: said('') } });

/** The list of iCloud accounts as scripts of administrators read it; not documented. */
export function icloud(keychain: 'on' | 'off' | 'not said' | 'signed out'): FakeMachine {
  const enabled = keychain === 'on' ? { Enabled: 1 } : keychain === 'off' ? { Enabled: 0 } : {};
  const account = {
    AccountDescription: 'iCloud',
    AccountID: 'canary@example.test',
    DisplayName: 'Canary Example',
    LoggedIn: 1,
    Services: [
      { ...enabled, Name: 'KEYCHAIN_SYNC', ServiceID: 'com.apple.Dataclass.KeychainSync' },
      { Enabled: 1, Name: 'FIND_MY_MAC', ServiceID: 'com.apple.Dataclass.DeviceLocator' },
    ],
  };
  return {
    documents: {
      [`${HOME}/Library/Preferences/MobileMeAccounts.plist`]: {
        Accounts: keychain === 'signed out' ? [] : [account],
      },
    },
    kinds: { [`${HOME}/Library/Preferences`]: 'folder' },
  };
}

/** Restrictions by device management: https://developer.apple.com/documentation/devicemanagement/restrictions */
export function keychainManaged(
  how: 'unmanaged' | 'allowed' | 'forbidden' | 'forbidden for the person',
): FakeMachine {
  const file = 'com.apple.applicationaccess.plist';
  if (how === 'unmanaged') return { folders: { [MANAGED]: [] } };
  const forbids = { allowCloudKeychainSync: false };
  return {
    folders: {
      [MANAGED]: [file, 'com.microsoft.Edge.plist', 'user'],
      [`${MANAGED}/user`]: how === 'forbidden for the person' ? [file, 'complete.plist'] : ['complete.plist'],
    },
    documents: {
      [`${MANAGED}/${file}`]: how === 'forbidden' ? forbids : { allowFingerprintForUnlock: true },
      ...(how === 'forbidden for the person' ? { [`${MANAGED}/user/${file}`]: forbids } : {}),
    },
  };
}

/** `scutil --nc list`, whose first line always stands there, and the network settings beside it. */
export function vpns(rows: readonly string[], services: Readonly<Record<string, unknown>> = {}): FakeMachine {
  const header = 'Available network connection services in the current set (*=enabled):';
  return {
    commands: { [SCUTIL]: said([header, ...rows, ''].join('\n')) },
    documents: {
      '/Library/Preferences/SystemConfiguration/preferences.plist': {
        CurrentSet: '/Sets/0',
        NetworkServices: {
          '00000000-0000-4000-8000-00000000E000': {
            Interface: { DeviceName: 'en0', Type: 'Ethernet', UserDefinedName: 'Wi-Fi' },
            UserDefinedName: 'Wi-Fi',
          },
          ...services,
        },
      },
    },
  };
}
export const noVpns = () => vpns([]);

/** Folders of apps beside those that `companyPortal` fills. */
export function appFolders(): FakeMachine {
  return {
    folders: { '/System/Applications': ['Calculator.app', 'Mail.app', 'Passwords.app'] },
  };
}
