/** Company settings of browsers that bear on passkeys. Only these are read, and only these leave the device. */
export type BrowserPolicies = {
  family: string;
  /** Below HKLM and HKCU. */
  path: string;
  /** Numbers (REG_DWORD), by the name the maker gives. */
  numbers: readonly string[];
  /** Lists of extensions, a key each. */
  lists: readonly string[];
};

const CHROMIUM_NUMBERS = [
  // 0 = nobody signs in to the browser, so its own passkeys do not sync.
  'BrowserSignin',
  'SyncDisabled',
  // 0 = the browser saves neither passwords nor passkeys any more; those it has stay of use.
  'PasswordManagerEnabled',
  // 0 = no new passkeys in the browser's own keeping (since Chrome 132 and Edge 145):
  // https://github.com/chromium/chromium/blob/main/components/policy/resources/templates/policy_definitions/PasswordManager/PasswordManagerPasskeysEnabled.yaml
  // https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/passwordmanagerpasskeysenabled
  'PasswordManagerPasskeysEnabled',
];
const CHROMIUM_LISTS = [
  'ExtensionInstallForcelist',
  'ExtensionInstallBlocklist',
  'ExtensionInstallAllowlist',
];

// Each by its name: https://chromeenterprise.google/policies/ ; https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies ;
// https://mozilla.github.io/policy-templates/
export const browserPolicies: readonly BrowserPolicies[] = [
  {
    family: 'chrome',
    path: 'SOFTWARE\\Policies\\Google\\Chrome',
    numbers: CHROMIUM_NUMBERS,
    lists: CHROMIUM_LISTS,
  },
  {
    family: 'edge',
    path: 'SOFTWARE\\Policies\\Microsoft\\Edge',
    numbers: CHROMIUM_NUMBERS,
    lists: CHROMIUM_LISTS,
  },
  {
    family: 'firefox',
    path: 'SOFTWARE\\Policies\\Mozilla\\Firefox',
    numbers: ['PasswordManagerEnabled', 'DisableFirefoxAccounts'],
    lists: [],
  },
];

/** In a list: every extension. */
export const EVERY_EXTENSION = '*';
