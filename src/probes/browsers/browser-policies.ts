/** Company settings of one browser that bear on passkeys. Only these are read, and only these leave the device. */
export type BrowserPolicies = {
  family: string;
  /** On Windows, below HKLM and HKCU. */
  registryPath: string;
  /** On macOS, the preference domain its settings are laid down under. */
  macDomain: string;
  /** On Linux, the folder of its settings; null where they stand elsewhere (Firefox). */
  linuxFolder: string | null;
  /** Numbers and switches, by the name the maker gives; `group/name` for one that stands in a group. A switch is told as 0 or 1. */
  numbers: readonly string[];
  /** Lists of extensions. Of them only passkey providers are told, and the sign for all. */
  extensionLists: readonly string[];
  /** Lists of words, of which only these are told. */
  words: Readonly<Record<string, readonly string[]>>;
  /** Lists that hold addresses of the company: only that there is one is told, as 1. */
  marks: readonly string[];
};

/** Of every browser here: what becomes of an extension, by its id, `*` for all others. Told as `bitwarden=blocked`. */
export const EXTENSION_SETTINGS = 'ExtensionSettings';

// Each by its name: https://chromeenterprise.google/policies/ ; https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies .
// WebAuthnFactors is left out: it is for ChromeOS only
// (https://github.com/chromium/chromium/blob/main/components/policy/resources/templates/policy_definitions/Miscellaneous/WebAuthnFactors.yaml).
const chromium = {
  numbers: [
    // 0 = nobody signs in to the browser, so its own passkeys do not sync.
    'BrowserSignin',
    'SyncDisabled',
    // 0 = the browser saves neither passwords nor passkeys any more; those it has stay of use.
    'PasswordManagerEnabled',
    // 0 = no new passkeys in the browser's own keeping (since Chrome 132 and Edge 145):
    // https://github.com/chromium/chromium/blob/main/components/policy/resources/templates/policy_definitions/PasswordManager/PasswordManagerPasskeysEnabled.yaml
    // https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/passwordmanagerpasskeysenabled
    'PasswordManagerPasskeysEnabled',
  ],
  extensionLists: ['ExtensionInstallForcelist', 'ExtensionInstallBlocklist', 'ExtensionInstallAllowlist'],
  // Passkeys sync with passwords: https://chromeenterprise.google/policies/#SyncTypesListDisabled
  words: { SyncTypesListDisabled: ['passwords'] },
  marks: [
    // Web clients of remote desktops that may hand a passkey request through:
    // https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/webauthenticationremotedesktopallowedorigins
    'WebAuthenticationRemoteDesktopAllowedOrigins',
    // Sites that may ask a key for its attestation without the person's word:
    // https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/securitykeypermitattestation
    'SecurityKeyPermitAttestation',
  ],
};

// Folders on Linux: https://chromium.googlesource.com/chromium/src.git/+/HEAD/docs/enterprise/policies.md ; that of Edge as people use it
// (https://gist.github.com/richardnfag/16c6cd3485d56bfdd64c57ba1c195181), no word of Microsoft's was found. Domains on macOS:
// https://www.chromium.org/administrators/mac-quick-start/ , https://learn.microsoft.com/en-us/deployedge/configure-microsoft-edge-on-mac .
export const browserPolicies: readonly BrowserPolicies[] = [
  {
    family: 'chrome',
    registryPath: 'SOFTWARE\\Policies\\Google\\Chrome',
    macDomain: 'com.google.Chrome',
    linuxFolder: '/etc/opt/chrome/policies/managed',
    ...chromium,
  },
  {
    family: 'chromium',
    registryPath: 'SOFTWARE\\Policies\\Chromium',
    macDomain: 'org.chromium.Chromium',
    linuxFolder: '/etc/chromium/policies/managed',
    ...chromium,
  },
  {
    family: 'edge',
    registryPath: 'SOFTWARE\\Policies\\Microsoft\\Edge',
    macDomain: 'com.microsoft.Edge',
    linuxFolder: '/etc/opt/edge/policies/managed',
    ...chromium,
  },
  {
    // https://mozilla.github.io/policy-templates/ and, newer, https://firefox-admin-docs.mozilla.org/reference/policies/
    family: 'firefox',
    registryPath: 'SOFTWARE\\Policies\\Mozilla\\Firefox',
    macDomain: 'org.mozilla.firefox',
    linuxFolder: null,
    numbers: [
      'PasswordManagerEnabled',
      'DisableFirefoxAccounts',
      'DisableAccounts',
      // 0 = nobody adds an extension that no other setting names.
      'InstallAddonsPermission/Default',
    ],
    extensionLists: [],
    words: {},
    marks: [],
  },
];

/** In a list: every extension. */
export const EVERY_EXTENSION = '*';
