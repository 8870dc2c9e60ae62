import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  macBundle,
  macChrome,
  macClosedPolicies,
  macDefaultBrowser,
  macEdgeAndChrome,
  macManaged,
  macManagedBrowsers,
  macOldChrome,
  macSafariOnly,
} from '../../../test/doubles/mac-machines/browser-parts.ts';
import { browsersDarwin } from './browsers.darwin.ts';
import { macBrowsers } from './known-mac-browsers.ts';

const observe = (...parts: FakeMachine[]) =>
  browsersDarwin.observe(fakeReach(assemble(macSafariOnly, ...parts)), neverStops());
async function factsOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const browsersOf = async (...parts: FakeMachine[]) => (await factsOf(...parts)).browsers;
const policiesOf = async (...parts: FakeMachine[]) => (await factsOf(...parts)).policies;
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const SAFARI = '/System/Volumes/Preboot/Cryptexes/App/System/Applications/Safari.app/Contents/Info.plist';

describe('installed browsers', () => {
  it('of a bare Mac are Safari, in its own volume', async () => {
    expect(await browsersOf()).toEqual([
      { family: 'safari', name: 'Safari', channel: 'stable', version: known('26.1'), packaging: 'system' },
    ]);
  });
  it('of everybody and of the person, each with its version', async () => {
    expect(await browsersOf(...macEdgeAndChrome)).toMatchObject([
      { family: 'safari' },
      { family: 'chrome', version: known('143.0.7499.41'), packaging: 'user' },
      { family: 'edge', version: known('143.0.3650.66'), packaging: 'system' },
    ]);
    expect(await browsersOf(macOldChrome)).toMatchObject([
      { family: 'safari' },
      { family: 'chrome', version: known('117.0.5938.149') },
    ]);
  });
  it.each(macBrowsers.filter(({ family }) => family !== 'safari'))(
    '$app is $family, $channel',
    async ({ app, id, family, channel }) => {
      expect((await browsersOf(macBundle(app, id, '1.2.3'))).slice(1)).toMatchObject([
        { family, channel, name: app, version: known('1.2.3') },
      ]);
    },
  );
  it('are told apart by bundle id, not by the name of the bundle', async () => {
    expect(await browsersOf(macBundle('Firefox', 'org.mozilla.nightly', '147.0'))).toMatchObject([
      { family: 'safari' },
      { family: 'firefox', channel: 'nightly' },
    ]);
    expect(await browsersOf(macBundle('Arc', 'com.example.arcade', '1.0'))).toHaveLength(1);
  });
  it('of the beta channel may bear the id of stable Chrome', async () => {
    const beta = (KSChannelID: unknown): FakeMachine => ({
      documents: {
        '/Applications/Google Chrome.app/Contents/Info.plist': {
          CFBundleIdentifier: 'com.google.Chrome',
          CFBundleShortVersionString: '144.0',
          KSChannelID,
        },
      },
    });
    const channel = async (id: unknown) => (await browsersOf(beta(id)))[1]?.channel;
    expect(await channel('universal-beta')).toBe('beta');
    expect(await channel('arm64-dev')).toBe('dev');
    expect(await channel('extended')).toBe('stable');
    expect(await channel(7)).toBe('stable');
  });
  it('whose Info.plist says nothing are there, with a version that is not known', async () => {
    const plist = '/Applications/Microsoft Edge.app/Contents/Info.plist';
    const closed: FakeMachine = {
      documents: { [plist]: fails('malformed') },
      kinds: { '/Applications/Microsoft Edge.app': 'folder' },
    };
    expect(await browsersOf(closed)).toMatchObject([{}, { family: 'edge', version: unknown('malformed') }]);
    expect(await browsersOf({ documents: { [plist]: {} } })).toMatchObject([
      {},
      { family: 'edge', version: unknown('unreadable') },
    ]);
  });
  it('are not made up where a bundle cannot be looked at', async () => {
    const closed = (app: string): FakeMachine => ({
      documents: { [`${app}/Contents/Info.plist`]: fails('denied') },
      kinds: { [app]: fails('denied') },
    });
    const vivaldi = closed('/Applications/Vivaldi.app');
    expect(await browsersOf(vivaldi)).toHaveLength(1);
    const nothing = assemble(vivaldi, closed(SAFARI.replace('/Contents/Info.plist', '')));
    expect(await observe(nothing)).toEqual(unknown('needs-elevation'));
  });
  it('without even Safari are not none', async () => {
    const reach = fakeReach({ otherwise: 'not-found', about: { platform: 'darwin' } });
    expect(await browsersDarwin.observe(reach, neverStops())).toEqual(unknown('unreadable'));
  });
  it('of an older macOS stand among the applications', async () => {
    const old = assemble(
      { documents: { [SAFARI]: fails('not-found') } },
      macBundle('Safari', 'com.apple.Safari', '15.6'),
    );
    expect(await browsersOf(old)).toMatchObject([{ family: 'safari', version: known('15.6') }]);
  });
});

describe('the default browser', () => {
  const of = async (...parts: FakeMachine[]) => (await factsOf(...parts)).defaultBrowser;
  it.each([
    ['com.google.chrome', 'chrome'],
    ['company.thebrowser.browser', 'arc'],
    ['com.apple.safari', 'safari'],
    ['com.Example.Router', 'com.example.router'],
  ])('by %s is %s', async (id, family) => {
    expect(await of(macDefaultBrowser(id))).toEqual(known(family));
  });
  it('that nobody chose, or that may not be read, is not known', async () => {
    expect(await of()).toEqual(unknown('unreadable'));
    expect(await of(macDefaultBrowser('-'))).toEqual(unknown('unreadable'));
    const [path = ''] = Object.keys(macDefaultBrowser('x').documents ?? {});
    expect(await of({ documents: { [path]: fails('denied') } })).toEqual(unknown('needs-elevation'));
  });
  it('of the person is Chrome where Chrome was chosen', async () => {
    expect(await of(...macChrome)).toEqual(known('chrome'));
  });
});

describe('company settings', () => {
  it('are those that bear on passkeys, and only passkey providers of what they list', async () => {
    expect(await policiesOf(...macManagedBrowsers)).toEqual(
      known([
        { family: 'chrome', name: 'BrowserSignin', value: 0, scope: 'machine' },
        { family: 'chrome', name: 'SyncDisabled', value: 1, scope: 'machine' },
        { family: 'chrome', name: 'ExtensionInstallBlocklist', value: '*', scope: 'machine' },
        { family: 'chrome', name: 'ExtensionInstallAllowlist', value: 'bitwarden', scope: 'machine' },
        { family: 'chrome', name: 'PasswordManagerPasskeysEnabled', value: 0, scope: 'person' },
        { family: 'firefox', name: 'DisableFirefoxAccounts', value: 1, scope: 'machine' },
        { family: 'firefox', name: 'ExtensionSettings', value: '*=blocked', scope: 'machine' },
        {
          family: 'firefox',
          name: 'ExtensionSettings',
          value: 'bitwarden=force_installed',
          scope: 'machine',
        },
      ]),
    );
  });
  it('are none where no profile is installed', async () => {
    expect(await policiesOf()).toEqual(known([]));
  });
  it('of Firefox hold only with its switch on, wherever that stands', async () => {
    const off = macManaged('org.mozilla.firefox', { DisableFirefoxAccounts: true });
    expect(await policiesOf(off)).toEqual(known([]));
    const on = {
      documents: { '/Library/Preferences/org.mozilla.firefox.plist': { EnterprisePoliciesEnabled: true } },
    };
    expect(await policiesOf(off, on)).toEqual(
      known([{ family: 'firefox', name: 'DisableFirefoxAccounts', value: 1, scope: 'machine' }]),
    );
  });
  it('of Firefox may stand in its bundle', async () => {
    const own = {
      documents: {
        '/Applications/Firefox.app/Contents/Resources/distribution/policies.json': {
          policies: { InstallAddonsPermission: { Default: false, Allow: ['https://intranet.example.test'] } },
        },
      },
    };
    expect(await policiesOf(macBundle('Firefox', 'org.mozilla.firefox', '145.0'), own)).toEqual(
      known([{ family: 'firefox', name: 'InstallAddonsPermission/Default', value: 0, scope: 'machine' }]),
    );
  });
  it('that were not all read are not known', async () => {
    expect(await policiesOf(...macManagedBrowsers, macClosedPolicies)).toEqual(unknown('needs-elevation'));
  });
});

describe('a device scan', () => {
  it('sees everybody’s browsers, and leaves what belongs to a person to that person', async () => {
    const asRoot = { about: { platform: 'darwin' as const, uid: 0, homeDir: '/var/root' } };
    const facts = await factsOf(...macEdgeAndChrome, asRoot);
    expect(facts.browsers.map(({ family }) => family)).toEqual(['safari', 'edge']);
    expect(facts.defaultBrowser).toEqual(unknown('needs-person-session'));
    expect(facts.policies).toEqual(unknown('needs-person-session'));
  });
});
