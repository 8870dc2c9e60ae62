import type { PlatformName } from '../../src/contract/platform-name.ts';
import type { Signals } from '../../src/contract/signals.ts';
import type { Subject } from '../../src/core/assess/rule.ts';
import type { Case, RowCases } from './key-rule-cases.ts';
import {
  browser,
  browsers,
  device,
  extension,
  icloudKeychain,
  is,
  known,
  macModel,
  meaningless,
  os,
  passkeyProviders,
  profiles,
  secureEnclave,
  unknown,
  untold,
  windowsHello,
} from './seen-signals.ts';

const on = (subject: Subject): Case => ({ subject });
const withAll = (platform: PlatformName, ...parts: Signals[]): Case =>
  on(device(platform, Object.assign({}, ...parts) as Signals));
type Browser = ReturnType<typeof browser>;
type Policy = { family: string; name: string; value: number | string };
const withBrowsers = (list: Browser[], ...policies: Policy[]): Signals => ({
  browsers: known({
    ...browsers(...list),
    policies: is(policies.map((policy) => ({ ...policy, scope: 'machine' as const }))),
  }),
});
const untoldPolicies = (...list: Browser[]): Signals => ({
  browsers: known({ ...browsers(...list), policies: untold('needs-elevation') }),
});

const safari = browser('safari', '18.3');
const chrome = browser('chrome', '142.0');
const edge = browser('edge', '142.0.3595.65');
const firefox = browser('firefox');

const mac = (change: Signals = {}) =>
  withAll('darwin', withBrowsers([safari]), icloudKeychain(), passkeyProviders(), change);
const oldMac = (version: string, chromeVersion: string | null) =>
  mac({
    os: known(os('darwin', { version })),
    browsers: known(browsers(safari, browser('chrome', chromeVersion))),
  });

const oldMacos: Signals = { os: known(os('darwin', { version: '12.7.6' })) };
const t1Mac = (model: string): Signals => ({
  hardware: known(macModel(model)),
  'secure-enclave': known(secureEnclave('t1')),
});

const inChrome = (signedIn: number) => passkeyProviders([], [profiles('chrome', signedIn)]);
const chromeOnly = (signedIn: number, ...policies: Policy[]) =>
  withAll('linux', withBrowsers([chrome], ...policies), inChrome(signedIn));
const chromeWith = (change: Signals) => withAll('linux', withBrowsers([chrome]), inChrome(1), change);

const inEdge = (signedIn: number, privateAccounts: number) =>
  profiles('edge', signedIn, { privateAccounts: is(privateAccounts) });
const pc = (change: Signals = {}, ...policies: Policy[]) =>
  withAll('win32', withBrowsers([edge], ...policies), passkeyProviders([], [inEdge(1, 1)]), change);

type Verifier = NonNullable<Parameters<typeof windowsHello>[0]>['consentVerifier'];
const hello = (works: boolean, consentVerifier: NonNullable<Verifier>): Signals => ({
  'windows-hello': known(windowsHello({ platformAuthenticator: is(works), consentVerifier })),
});
type Listed = Parameters<typeof passkeyProviders>[0];
const foxWith = (list: Listed, change: Signals = withBrowsers([firefox])) =>
  withAll('linux', change, passkeyProviders(list, [profiles('firefox', 0)]));
const edgeWith = (enabled: boolean, ...policies: Policy[]) =>
  withAll(
    'linux',
    withBrowsers([edge], ...policies),
    passkeyProviders([extension('bitwarden', 'edge', is(enabled))], [profiles('edge', 0)]),
  );
const blockAll = { family: 'edge', name: 'ExtensionInstallBlocklist', value: '*' };
const allow = { family: 'edge', name: 'ExtensionInstallAllowlist', value: 'bitwarden' };
const plugin = (enabled: boolean, locked: boolean | null = null) => ({
  name: 'Sample Passwords',
  aaguid: null,
  via: 'system-plugin' as const,
  enabled: is(enabled),
  locked: locked === null ? untold() : is(locked),
});
const pcWith = (...list: ReturnType<typeof plugin>[]) =>
  withAll('win32', withBrowsers([firefox]), passkeyProviders(list, [profiles('firefox', 0)]));

/** Cases of every row about ways to keep synced passkeys, in the order of the truth table. */
export const syncedRuleCases: Record<string, RowCases> = {
  'synced.2': {
    fires: oldMac('12.7', '142'),
    spares: oldMac('13', '142'),
    untold: mac({ os: unknown('crashed') }),
  },
  'synced.2-stuck': {
    fires: mac({ ...oldMacos, ...t1Mac('MacBookPro13,2') }),
    spares: mac({ ...oldMacos, ...t1Mac('MacBookPro14,2') }),
    untold: mac({ ...oldMacos, ...t1Mac('MacBookPro99,1') }),
  },
  'synced.2-chrome-os': {
    fires: oldMac('13.4.1', '142'),
    spares: oldMac('13.5', '142'),
    untold: mac({ os: unknown('crashed'), browsers: known(browsers(chrome)) }),
  },
  'synced.2-chrome': {
    fires: oldMac('14.1', '117.0.5938.149'),
    spares: oldMac('14.1', '118.0.5993.70'),
    untold: oldMac('14.1', null),
  },
  'synced.3': {
    fires: mac(icloudKeychain({ on: is(false) })),
    spares: mac(),
    untold: mac(icloudKeychain({ on: untold() })),
  },
  'synced.3-forbidden': {
    fires: mac(icloudKeychain({ allowed: is(false) })),
    spares: mac(icloudKeychain({ signedIn: is(false) })),
    untold: mac(icloudKeychain({ allowed: untold() })),
  },
  'synced.3-ready': {
    fires: mac(),
    spares: mac(icloudKeychain({ signedIn: is(false), on: untold() })),
    untold: mac({ 'icloud-keychain': unknown('needs-person-session') }),
  },
  'synced.safari': {
    fires: mac(icloudKeychain({ allowed: is(false) })),
    spares: mac(),
    untold: mac({ 'icloud-keychain': unknown('crashed') }),
  },
  'synced.4': {
    fires: chromeOnly(0),
    spares: chromeOnly(1),
    untold: chromeWith(passkeyProviders([], [profiles('chrome', 0, { signedIn: untold() })])),
  },
  'synced.4-forbidden': {
    fires: chromeOnly(1, { family: 'chrome', name: 'SyncDisabled', value: 1 }),
    spares: chromeOnly(
      1,
      { family: 'chrome', name: 'SyncDisabled', value: 0 },
      { family: 'edge', name: 'SyncDisabled', value: 1 },
      { family: 'chrome', name: 'BrowserSignin', value: 2 },
    ),
    untold: chromeWith(untoldPolicies(chrome)),
  },
  'synced.4-saving': {
    fires: chromeOnly(1, { family: 'chrome', name: 'PasswordManagerPasskeysEnabled', value: 'false' }),
    spares: chromeOnly(1, { family: 'chrome', name: 'PasswordManagerEnabled', value: 1 }),
    untold: chromeWith({ browsers: known(browsers(chrome)) }),
  },
  'synced.4-chrome': {
    fires: chromeWith(withBrowsers([browser('chrome', '128.0')])),
    spares: chromeWith(withBrowsers([browser('chrome', '128.0'), browser('chrome', '129.0')])),
    untold: chromeWith(withBrowsers([browser('chrome', null)])),
  },
  'synced.4-ready': {
    fires: chromeOnly(1),
    spares: chromeOnly(0),
    untold: chromeWith({ 'passkey-providers': unknown('needs-person-session') }),
  },
  'synced.4-pin': {
    fires: chromeOnly(2),
    spares: chromeOnly(0),
    untold: chromeWith(passkeyProviders([], [], { browserProfiles: untold() })),
  },
  'synced.5': {
    fires: pc(withBrowsers([browser('edge', '141.0')])),
    spares: pc(),
    untold: pc(withBrowsers([browser('edge', null)])),
  },
  'synced.5-hello': {
    fires: pc(hello(false, is('not-configured'))),
    spares: pc(),
    untold: pc({ 'windows-hello': unknown('crashed') }),
  },
  'synced.5-hello-forbidden': {
    fires: pc(hello(false, is('disabled-by-policy'))),
    spares: pc(hello(false, is('not-configured'))),
    untold: pc(hello(false, untold())),
  },
  'synced.5-account': {
    fires: pc(passkeyProviders([], [inEdge(1, 0)])),
    spares: pc(passkeyProviders([], [inEdge(0, 0), inEdge(2, 1)])),
    untold: pc(passkeyProviders([], [profiles('edge', 1)])),
  },
  'synced.5-forbidden': {
    fires: pc({}, { family: 'edge', name: 'BrowserSignin', value: 0 }),
    spares: pc({}, { family: 'edge', name: 'BrowserSignin', value: 1 }),
    untold: pc(untoldPolicies(edge)),
  },
  'synced.5-saving': {
    fires: pc({}, { family: 'edge', name: 'PasswordManagerEnabled', value: 0 }),
    spares: pc({}, { family: 'chrome', name: 'PasswordManagerEnabled', value: 0 }),
    untold: pc({ browsers: known(browsers(edge)) }),
  },
  'synced.5-ready': {
    fires: pc(),
    spares: pc(passkeyProviders([], [inEdge(1, 0)])),
    untold: pc(passkeyProviders([], [profiles('edge', 1, { privateAccounts: untold() })])),
  },
  'synced.6': {
    fires: foxWith([
      extension('bitwarden', 'firefox', is(false)),
      extension('1password', 'firefox', is(true)),
    ]),
    spares: foxWith([extension('bitwarden', 'firefox', is(false)), extension('icloud', 'firefox', is(true))]),
    untold: foxWith([extension('bitwarden', 'firefox', untold())]),
  },
  'synced.7': {
    fires: pcWith(plugin(false)),
    spares: pcWith(plugin(false), plugin(true)),
    untold: foxWith([extension('bitwarden', 'firefox', untold())]),
  },
  'synced.8': {
    fires: edgeWith(false, blockAll),
    spares: edgeWith(false, blockAll, allow),
    untold: foxWith([extension('bitwarden', 'firefox', is(false))], untoldPolicies(firefox)),
  },
  'synced.9': {
    fires: pcWith(plugin(true, true)),
    spares: pcWith(plugin(false, true)),
    untold: pcWith(plugin(true)),
  },
  'synced.10': {
    fires: foxWith([]),
    spares: edgeWith(true),
    untold: withAll('linux', { browsers: unknown('busy') }, passkeyProviders()),
  },
  'synced.not-inspected': {
    fires: withAll('linux', withBrowsers([firefox])),
    spares: foxWith([{ ...plugin(true), via: 'app', enabled: meaningless }]),
    untold: on(device('linux', { browsers: unknown('refused') })),
  },
};
