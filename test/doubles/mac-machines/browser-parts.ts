import { type FakeMachine, fails } from '../fake-reach.ts';

// Bundles and their Info.plist: https://developer.apple.com/documentation/bundleresources/information-property-list . Each part adds to a Mac
// and asks for nothing but `assemble`; all are reconstructed, none was read from a Mac.

/** Where Safari stands since macOS 13: https://github.com/kcrawford/dockutil/issues/144 */
const CRYPTEX = '/System/Volumes/Preboot/Cryptexes/App/System/Applications';
const HOME = '/Users/user';
const LAUNCH_SERVICES = `${HOME}/Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist`;

/** One browser by its bundle, among everybody's applications or in another folder. */
export function macBundle(app: string, id: string, version: string, folder = '/Applications'): FakeMachine {
  return {
    documents: {
      [`${folder}/${app}.app/Contents/Info.plist`]: {
        CFBundleIdentifier: id,
        CFBundleShortVersionString: version,
        CFBundleVersion: version,
        CFBundleName: app,
        LSMinimumSystemVersion: '12.0',
      },
    },
  };
}

/** Who opens links, by the id LaunchServices writes: lower case. Beside it stand others' handlers. */
export function macDefaultBrowser(id: string): FakeMachine {
  return {
    documents: {
      [LAUNCH_SERVICES]: {
        LSHandlers: [
          { LSHandlerURLScheme: 'mailto', LSHandlerRoleAll: 'com.microsoft.outlook' },
          { LSHandlerContentType: 'public.html', LSHandlerRoleAll: id },
          {
            LSHandlerURLScheme: 'https',
            LSHandlerRoleAll: id,
            LSHandlerPreferredVersions: { LSHandlerRoleAll: '-' },
          },
        ],
      },
    },
  };
}

/** What a profile lays down for a preference domain, for everybody or for the person. */
export function macManaged(
  domain: string,
  settings: Record<string, unknown>,
  scope: 'machine' | 'person' = 'machine',
): FakeMachine {
  const folder = scope === 'machine' ? '/Library/Managed Preferences' : '/Library/Managed Preferences/user';
  return { documents: { [`${folder}/${domain}.plist`]: settings } };
}

/** A Mac with nothing but what macOS brings, on which nobody chose a browser. */
export const macSafariOnly: FakeMachine = {
  otherwise: 'not-found',
  about: { platform: 'darwin', arch: 'arm64', kernel: '25.1.0', uid: 501, homeDir: HOME },
  ...macBundle('Safari', 'com.apple.Safari', '26.1', CRYPTEX),
};
/** Current Chrome, and it opens links. */
export const macChrome: readonly FakeMachine[] = [
  macBundle('Google Chrome', 'com.google.Chrome', '143.0.7499.41'),
  macDefaultBrowser('com.google.chrome'),
];
/** The last Chrome that keeps no passkey in iCloud Keychain. */
export const macOldChrome: FakeMachine = macBundle('Google Chrome', 'com.google.Chrome', '117.0.5938.149');
/** Edge for everybody, and Chrome in the person's own folder. */
export const macEdgeAndChrome: readonly FakeMachine[] = [
  macBundle('Microsoft Edge', 'com.microsoft.edgemac', '143.0.3650.66'),
  macBundle('Google Chrome', 'com.google.Chrome', '143.0.7499.41', `${HOME}/Applications`),
  macDefaultBrowser('com.microsoft.edgemac'),
];
/** A company that forbids sync and all extensions but Bitwarden, in Chrome and in Firefox. */
export const macManagedBrowsers: readonly FakeMachine[] = [
  macBundle('Firefox', 'org.mozilla.firefox', '145.0.1'),
  macManaged('com.google.Chrome', {
    SyncDisabled: true,
    BrowserSignin: 0,
    HomepageLocation: 'https://intranet.example.test',
    ExtensionInstallBlocklist: ['*'],
    ExtensionInstallAllowlist: ['nngceckbapebfimnlniiiahkandclblb', 'abcdefghijklmnopabcdefghijklmnop'],
  }),
  macManaged('com.google.Chrome', { PasswordManagerPasskeysEnabled: false }, 'person'),
  macManaged('org.mozilla.firefox', {
    EnterprisePoliciesEnabled: true,
    DisableFirefoxAccounts: true,
    ExtensionSettings: {
      '*': { installation_mode: 'blocked', blocked_install_message: 'Ask IT.' },
      '{446900e4-71c2-419f-a6a7-df9c091e268b}': { installation_mode: 'force_installed', install_url: 'x' },
    },
  }),
];
/** Profiles that this account may not look at. */
export const macClosedPolicies: FakeMachine = {
  documents: { '/Library/Managed Preferences/com.google.Chrome.plist': fails('denied', 'EACCES') },
};
