import type { FactsOf, SignalId } from '../../../src/contract/signals.ts';

const notConfigured: FactsOf<'hello-policy'>['enabled'] = {
  kind: 'known',
  value: { value: null, from: 'none', alsoSetBy: [] },
};

/** Valid facts for every signal, as a quiet machine would have them. */
export const steadyFacts: { [Id in SignalId]: FactsOf<Id> } = {
  os: {
    platform: 'linux',
    id: 'debian',
    prettyName: 'Debian GNU/Linux 13 (trixie)',
    version: '13',
    kernel: '6.12.0',
    arch: 'x64',
    session: { kind: { kind: 'known', value: 'local' }, type: 'wayland', desktop: 'GNOME' },
    virtualization: 'none',
  },
  connectors: {
    usbC: { kind: 'known', value: 2 },
    usbA: { kind: 'known', value: 1 },
    nfcReader: { kind: 'known', value: false },
  },
  hardware: { manufacturer: 'ACME', model: 'Box', form: 'desktop', processor: 'One', memoryBytes: 8e9 },
  tpm: {
    present: false,
    version: { kind: 'not-applicable', because: 'no chip' },
    properties: { kind: 'not-applicable', because: 'no chip' },
  },
  'secure-boot': {
    firmware: 'uefi',
    supported: true,
    enabled: true,
    setupMode: false,
    disabledInShim: false,
  },
  'biometric-sensor': { sensors: [] },
  bluetooth: {
    adapters: [],
    blocked: { kind: 'known', value: 'none' },
    policy: { kind: 'not-applicable', because: 'no policy here' },
  },
  'security-key': { keys: [] },
  browsers: { browsers: [], defaultBrowser: { kind: 'known', value: null } },
  apps: { sources: [], named: [] },
  'join-state': {
    state: { kind: 'known', value: 'none' },
    entraDeviceId: { kind: 'not-applicable', because: 'not joined' },
    tenantId: { kind: 'not-applicable', because: 'not joined' },
    brokers: [],
  },
  'windows-hello': {
    webauthnApi: { kind: 'known', value: 7 },
    platformAuthenticator: { kind: 'known', value: false },
    consentVerifier: { kind: 'known', value: 'not-configured' },
    keyCredential: { kind: 'known', value: false },
    pinSet: { kind: 'known', value: false },
    enrolledFactors: { kind: 'known', value: [] },
    entraPasskey: { kind: 'known', value: false },
    accounts: { kind: 'known', value: [] },
  },
  'hello-for-business': {
    credential: { kind: 'known', value: false },
    primaryRefreshToken: { kind: 'known', value: false },
    prerequisites: { kind: 'known', value: { willProvision: false, unmet: ['IsDeviceJoined'] } },
    lastSignInError: { kind: 'not-applicable', because: 'no error is told' },
  },
  'hello-policy': {
    enabled: notConfigured,
    requireSecurityDevice: notConfigured,
    excludeTpm12: notConfigured,
    postLogonProvisioningOff: notConfigured,
    biometrics: notConfigured,
    domainBiometrics: notConfigured,
    domainPin: notConfigured,
    signInOptions: notConfigured,
    securityKeySignIn: notConfigured,
    enhancedSignInPeripherals: { kind: 'known', value: null },
  },
  'passkey-providers': { providers: [] },
  'secure-enclave': {
    present: { kind: 'known', value: true },
    chip: { kind: 'known', value: 'apple-silicon' },
  },
  'platform-sso': {
    extension: { kind: 'known', value: 'none' },
    method: { kind: 'not-applicable', because: 'not configured' },
    registered: { kind: 'not-applicable', because: 'not configured' },
    userState: { kind: 'not-applicable', because: 'not configured' },
    tokens: { kind: 'not-applicable', because: 'not configured' },
    biometricPolicy: { kind: 'not-applicable', because: 'not configured' },
    companyPortal: { kind: 'known', value: null },
    credentialProvider: { kind: 'not-applicable', because: 'not installed' },
  },
  'mdm-enrolment': {
    enrolled: { kind: 'known', value: false },
    userApproved: { kind: 'not-applicable', because: 'not enrolled' },
    automated: { kind: 'known', value: false },
  },
  'icloud-keychain': {
    signedIn: { kind: 'known', value: false },
    on: { kind: 'known', value: false },
    allowed: { kind: 'known', value: true },
  },
  'device-protection': {
    diskEncryption: { kind: 'known', value: 'on' },
    automaticLogin: { kind: 'known', value: false },
  },
  'login-methods': {
    modules: { kind: 'known', value: [] },
    fingerprintAtLogin: { kind: 'known', value: false },
  },
  'tunnel-hosts': {
    hosts: [{ host: 'cable.ua5v.com', phones: 'android', reachable: { kind: 'known', value: true } }],
  },
  'app-settings': {
    catalogue: '2026-11-22.00000000',
    found: [],
    unread: [],
    othersNotInspected: { kind: 'not-applicable', because: "these are the machine's own settings" },
  },
  'personal-app-settings': {
    catalogue: '2026-11-22.00000000',
    found: [],
    unread: [],
    othersNotInspected: { kind: 'known', value: 0 },
  },
  'vpn-profiles': { profiles: [], sources: [{ source: 'pbk-person', count: { kind: 'known', value: 0 } }] },
};
