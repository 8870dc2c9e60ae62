import type { GetInfoFacts } from '../../src/contract/facts/get-info.ts';
import type { KeyDepth } from '../../src/contract/facts/security-key.ts';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import type { FactsOf, SignalId, Signals } from '../../src/contract/signals.ts';
import type { Subject } from '../../src/core/assess/rule.ts';

/** Builders of what a device may have shown, for tests of rules and words. Every default is a plain, working device. */
export const SEEN_AT = '2026-11-16T08:00:00.000Z';
export const JUDGED_AT = new Date('2026-11-16T09:00:00.000Z');

const stamp = { at: SEEN_AT, tookMs: 3, context: 'user' as const };

export function known<Facts>(facts: Facts, at: string = SEEN_AT) {
  return { kind: 'known' as const, facts, source: 'test', ...stamp, at };
}
export function unknown(reason: string, detail?: string) {
  const word = reason as 'no-probe';
  return { kind: 'unknown' as const, reason: word, ...(detail === undefined ? {} : { detail }), ...stamp };
}
export function is<Value>(value: Value) {
  return { kind: 'known' as const, value };
}
export function untold(reason = 'unreadable') {
  return { kind: 'unknown' as const, reason: reason as 'unreadable' };
}
export const meaningless = { kind: 'not-applicable' as const, because: 'not a thing on this system' };

export function os(platform: PlatformName, change: Partial<FactsOf<'os'>> = {}): FactsOf<'os'> {
  const version = { win32: '10.0.26100', darwin: '15.3', linux: '24.04' }[platform];
  return {
    platform,
    id: { win32: 'windows', darwin: 'macos', linux: 'ubuntu' }[platform],
    prettyName: { win32: 'Windows 11 Enterprise', darwin: 'macOS 15.3', linux: 'Ubuntu 24.04' }[platform],
    version,
    kernel: '6.8.0',
    arch: 'x64',
    session: { kind: is('local' as const), type: null, desktop: null },
    virtualization: 'none',
    ...(platform === 'win32'
      ? { edition: 'Enterprise', release: '24H2', installation: 'client' as const }
      : {}),
    ...change,
  };
}
export function session(kind: 'local' | 'remote' | 'none') {
  return { session: { kind: is(kind), type: null, desktop: null } };
}

type Browser = FactsOf<'browsers'>['browsers'][number];
export function browser(
  family: string,
  version: string | null = '160.0',
  change: Partial<Browser> = {},
): Browser {
  return {
    family,
    name: family,
    channel: 'stable',
    version: version === null ? untold() : is(version),
    packaging: 'system',
    ...change,
  };
}
export function browsers(...list: Browser[]): FactsOf<'browsers'> {
  return { browsers: list, defaultBrowser: is(list[0]?.family ?? null) };
}

type Key = FactsOf<'security-key'>['keys'][number];
export function key(accessible: Key['accessible']): Key {
  return {
    id: 'hidraw3',
    vendorId: 0x1050,
    productId: 0x0407,
    manufacturer: 'Yubico',
    product: 'YubiKey OTP+FIDO+CCID',
    accessible,
  };
}

/** AAGUIDs of models that tests name (packaged table, source there). */
export const models = {
  yubikey54Nfc: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
  yubikey57Nfc: 'a25342c0-3cdc-4414-8e46-f4807fca511c',
  yubikeyBio: 'd8522d9f-575b-4866-88a9-ba99fa02f35b',
  ishieldPro: '5d629218-d3a5-11ed-afa1-0242ac120002',
  onNoList: '0f0e0d0c-0b0a-4908-8706-050403020100',
  withheld: '00000000-0000-0000-0000-000000000000',
} as const;

/** getInfo of a YubiKey 5 NFC with firmware 5.7.1 and its PIN set. */
export function getInfo(change: Partial<GetInfoFacts> = {}): GetInfoFacts {
  return {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'],
    extensions: ['credProtect', 'hmac-secret', 'largeBlobKey', 'credBlob', 'minPinLength'],
    aaguid: models.yubikey57Nfc,
    options: { rk: true, up: true, plat: false, clientPin: true, alwaysUv: false },
    transports: ['nfc', 'usb'],
    minPinLength: 4,
    firmwareVersion: 0x50701,
    remainingDiscoverableCredentials: 100,
    canonical: true,
    ...change,
  };
}
export function keyDepth(change: Partial<KeyDepth> = {}): KeyDepth {
  return {
    hid: {
      protocol: 2,
      deviceVersion: '5.7.1',
      wink: true,
      cbor: true,
      msg: true,
      capabilities: 5,
    },
    info: is(getInfo()),
    u2fVersion: meaningless,
    pinRetries: is({ left: 8, replugFirst: false }),
    uvRetries: meaningless,
    fingerprintReader: meaningless,
    ...change,
  };
}
/** A key that was asked: what its getInfo says, and what else it answered. */
export function readKey(
  info: Partial<GetInfoFacts> = {},
  depth: Partial<KeyDepth> = {},
  change: Partial<Key> = {},
): Key {
  return {
    ...key(is(true)),
    mark: null,
    depth: is(keyDepth({ info: is(getInfo(info)), ...depth })),
    ...change,
  };
}
/** A key that could not be asked. */
export function closedKey(reason: string, accessible: Key['accessible'] = is(false)): Key {
  return { ...key(accessible), mark: null, depth: untold(reason) };
}
/** A key without CTAP2. */
export function u2fKey(): Key {
  const hid = { ...keyDepth().hid, cbor: false, capabilities: 1 };
  const old = keyDepth({ hid, info: meaningless, u2fVersion: is('U2F_V2'), pinRetries: meaningless });
  return { ...key(is(true)), mark: null, depth: is(old) };
}
export function withKeys(...keys: Key[]) {
  return { 'security-key': known({ keys, fidoOff: is([]) }) };
}

type Bluetooth = FactsOf<'bluetooth'>;
type Radio = Bluetooth['adapters'][number];
export function radio(change: Partial<Radio> = {}): Radio {
  return { id: 'hci0', powered: is(true), lowEnergyCentral: is(true), ...change };
}
export function bluetooth(adapters: Radio[], change: Partial<Bluetooth> = {}): Bluetooth {
  return { adapters, blocked: is('none' as const), policy: meaningless, ...change };
}
export function joinState(
  state: 'joined' | 'hybrid' | 'registered' | 'none',
  change: Partial<FactsOf<'join-state'>> = {},
): FactsOf<'join-state'> {
  const joined = state === 'joined' || state === 'hybrid';
  return {
    state: is(state),
    entraDeviceId: meaningless,
    tenantId: meaningless,
    brokers: [],
    domainJoined: is(state === 'hybrid'),
    deviceAuth: joined ? is('ok' as const) : meaningless,
    ...change,
  };
}

export function tpm(change: Partial<FactsOf<'tpm'>> = {}): FactsOf<'tpm'> {
  return {
    present: true,
    version: is('2.0' as const),
    properties: untold('needs-elevation'),
    state: is('usable' as const),
    weakFirmware: is(false),
    ...change,
  };
}
export const noTpm = tpm({
  present: false,
  version: meaningless,
  properties: meaningless,
  state: meaningless,
  weakFirmware: meaningless,
});

/** Windows Hello with PIN and face, and no passkey for work yet. */
export function windowsHello(change: Partial<FactsOf<'windows-hello'>> = {}): FactsOf<'windows-hello'> {
  return {
    webauthnApi: is(9),
    platformAuthenticator: is(true),
    consentVerifier: is('available' as const),
    keyCredential: is(true),
    pinSet: is(true),
    enrolledFactors: is(['face' as const]),
    entraPasskey: is(false),
    accounts: untold('needs-elevation'),
    ...change,
  };
}
/** Windows Hello for Business, set up and signed in. */
export function helloForBusiness(
  change: Partial<FactsOf<'hello-for-business'>> = {},
): FactsOf<'hello-for-business'> {
  return {
    credential: is(true),
    primaryRefreshToken: is(true),
    prerequisites: meaningless,
    lastSignInError: meaningless,
    ...change,
  };
}
/** Nobody configured anything. */
export function helloPolicy(change: Partial<FactsOf<'hello-policy'>> = {}): FactsOf<'hello-policy'> {
  const unset = is({ value: null, from: 'none' as const, alsoSetBy: [] });
  return {
    enabled: unset,
    requireSecurityDevice: unset,
    excludeTpm12: unset,
    postLogonProvisioningOff: unset,
    biometrics: unset,
    domainBiometrics: unset,
    domainPin: unset,
    signInOptions: unset,
    securityKeySignIn: unset,
    enhancedSignInPeripherals: is(null),
    ...change,
  };
}
type Providers = FactsOf<'passkey-providers'>;
type Profiles = Extract<NonNullable<Providers['browserProfiles']>, { kind: 'known' }>['value'][number];
/** Profiles of one browser, all looked into. */
export function profiles(browser: string, signedIn: number, change: Partial<Profiles> = {}): Profiles {
  return { browser, inspected: 1, notInspected: 0, signedIn: is(signedIn), ...change };
}
/** A password manager's extension in a browser. */
export function extension(
  id: string,
  browser: string,
  enabled: Providers['providers'][number]['enabled'],
): Providers['providers'][number] {
  return { name: id, id, aaguid: null, via: 'extension', browser, enabled, locked: meaningless };
}
/** What may keep synced passkeys, with every browser profile looked into. */
export function passkeyProviders(
  list: Providers['providers'] = [],
  browserProfiles: Profiles[] = [],
  change: Partial<Providers> = {},
) {
  return {
    'passkey-providers': known({
      providers: list,
      browserProfiles: is(browserProfiles),
      systemPlugins: is(0),
      ...change,
    }),
  };
}
/** iCloud Keychain, on. */
export function icloudKeychain(change: Partial<FactsOf<'icloud-keychain'>> = {}) {
  return { 'icloud-keychain': known({ signedIn: is(true), on: is(true), allowed: is(true), ...change }) };
}

/** A company setting that device management set for the PC. */
export function set(value: boolean) {
  return is({ value, from: 'device-mdm' as const, alsoSetBy: [] });
}
const onWindows: Signals = {
  'windows-hello': known(windowsHello()),
  'hello-for-business': known(helloForBusiness()),
  'hello-policy': known(helloPolicy()),
  'passkey-providers': known({ providers: [] }),
  'secure-boot': known({
    firmware: 'uefi',
    supported: true,
    enabled: true,
    setupMode: false,
    disabledInShim: false,
    vbs: { configured: is(true), running: is(true) },
  }),
};

/** Platform single sign-on by the Secure Enclave, this person registered, Company Portal on in AutoFill. */
export function platformSso(change: Partial<FactsOf<'platform-sso'>> = {}): FactsOf<'platform-sso'> {
  return {
    extension: is('microsoft' as const),
    method: is('secure-enclave' as const),
    registered: is(true),
    userState: is('normal' as const),
    tokens: is('valid' as const),
    biometricPolicy: is(false),
    companyPortal: is('5.2504.0'),
    credentialProvider: is('on' as const),
    ...change,
  };
}
/** Where no Platform single sign-on of Microsoft is set up, as the probe tells it. */
export function noPlatformSso(
  extension: 'none' | 'other' = 'none',
  change: Partial<FactsOf<'platform-sso'>> = {},
): FactsOf<'platform-sso'> {
  return platformSso({
    extension: is(extension),
    method: meaningless,
    registered: meaningless,
    userState: meaningless,
    tokens: meaningless,
    biometricPolicy: meaningless,
    ...change,
  });
}
export function secureEnclave(
  chip: 'apple-silicon' | 't2' | 't1' | 'none' = 'apple-silicon',
): FactsOf<'secure-enclave'> {
  return { present: is(chip !== 'none'), chip: is(chip) };
}
export function mdm(enrolled: boolean): FactsOf<'mdm-enrolment'> {
  return { enrolled: is(enrolled), userApproved: enrolled ? is(true) : meaningless, automated: is(false) };
}
/** Touch ID sensors, each with the number of fingers that this person enrolled; null = could not be told. */
export function touchId(...fingers: readonly (number | null)[]): FactsOf<'biometric-sensor'> {
  const sensors = fingers.map((count) => ({
    name: 'Touch ID',
    factor: 'fingerprint' as const,
    scanType: null,
    enrolled: count === null ? untold() : is(count),
  }));
  return { sensors };
}
/** A model of Mac by Apple's identifier. */
export function macModel(model: string | null): FactsOf<'hardware'> {
  return { manufacturer: 'Apple Inc.', model, form: 'laptop', processor: null, memoryBytes: null };
}
const onMac: Signals = {
  hardware: known(macModel('Mac15,12')),
  'secure-enclave': known(secureEnclave()),
  'platform-sso': known(platformSso()),
  'mdm-enrolment': known(mdm(true)),
  'biometric-sensor': known(touchId(2)),
};

/**
 * A device on which everything that can be seen is well, with no key plugged in. On Windows: joined, Hello for Business set up. On a Mac:
 * registered with Platform single sign-on.
 */
export function device(platform: PlatformName, change: Signals = {}): Subject {
  const signals: Signals = {
    os: known(os(platform)),
    tpm: known(tpm()),
    bluetooth: known(bluetooth([radio()])),
    browsers: known(browsers(browser('chrome'))),
    'security-key': known({ keys: [] }),
    'join-state': known(joinState('joined')),
  };
  const own: Signals = { win32: onWindows, darwin: onMac, linux: {} }[platform];
  return { platform, signals: { ...signals, ...own, ...change } };
}
/** A private Windows PC with Windows Hello set up, that no company knows. */
export function homePc(change: Signals = {}): Subject {
  const unmet = ['IsDeviceJoined', 'IsUserAzureAD', 'PolicyEnabled'];
  const own: Signals = {
    'join-state': known(joinState('none')),
    'hello-for-business': known(
      helloForBusiness({
        credential: is(false),
        primaryRefreshToken: is(false),
        prerequisites: is({ willProvision: false, unmet }),
      }),
    ),
  };
  return device('win32', { ...own, ...change });
}

/** The same device with one signal taken out of the report. */
export function without(subject: Subject, signal: SignalId): Subject {
  const signals = { ...subject.signals };
  delete signals[signal];
  return { ...subject, signals };
}
