import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { browsersWin32 } from './browsers.win32.ts';

// Layout of the keys: https://learn.microsoft.com/en-us/windows/win32/shell/reg-middleware-apps
const erin = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const adam = 'S-1-5-21-111-222-333-1001';
const asErin = { thisProcess: { elevated: false, sid: erin, sessionId: 1, remote: false } };
const asSystem = (...users: string[]) => ({
  thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false },
  signedInUsers: { result: 0, users: users.map((sid) => ({ sid, active: true })) },
});
const clients = 'SOFTWARE\\Clients\\StartMenuInternet';
const https = 'SOFTWARE\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\https';
const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const firefox = 'C:\\Program Files\\Mozilla Firefox\\firefox.exe';

const registered = (root: string, client: string, command: string, name = client): FakeRegistry => ({
  [`${root}\\${clients}\\${client}`]: { '': name },
  [`${root}\\${clients}\\${client}\\shell\\open\\command`]: { '': command },
});
const version = (program: string, text: string) => ({
  [`fileVersion ${program}`]: { result: 0, version: text },
});
const observe = (machine: FakeMachine) =>
  browsersWin32.observe(fakeReach({ ...machine, native: { ...asErin, ...machine.native } }), neverStops());
async function factsOf(machine: FakeMachine) {
  const found = await observe(machine);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('installed browsers', () => {
  it('of all users, of both sides of the registry, and of the person, each once', async () => {
    const own = 'C:\\Users\\erin\\AppData\\Local\\BraveSoftware\\Brave-Browser\\Application\\brave.exe';
    const { browsers } = await factsOf({
      registry: {
        ...registered('HKLM', 'Google Chrome', `"${chrome}"`),
        ...registered('HKLM32', 'GOOGLE CHROME', `"${chrome.toUpperCase()}"`),
        ...registered('HKLM32', 'Microsoft Edge', `"${edge}"`),
        ...registered('HKCU', 'Brave.ABCDEFGHIJ', `"${own}"`, 'Brave'),
        ...registered('HKLM', 'IEXPLORE.EXE', 'C:\\Program Files\\Internet Explorer\\iexplore.exe'),
        ...registered('HKLM', 'Größe 例', '"C:\\Größe 例\\browser.exe" --x'),
        [`HKLM\\${clients}\\Broken`]: {},
      },
      native: {
        ...version(chrome, '142.0.7444.60'),
        ...version(edge, '142.0.3595.65'),
        ...version(own, '142.1.84.132'),
      },
    });
    expect(
      browsers.map(({ family, channel, packaging, version: told }) => [
        family,
        channel,
        packaging,
        told.kind,
      ]),
    ).toEqual([
      ['chrome', 'stable', 'system', 'known'],
      ['ie', null, 'system', 'unknown'],
      ['größe 例', null, 'system', 'unknown'],
      ['edge', 'stable', 'system', 'known'],
      ['brave', 'stable', 'user', 'known'],
    ]);
    expect(JSON.stringify(browsers)).not.toMatch(/erin|C:/);
  });

  it.each([
    ['Google Chrome Beta', 'Google\\Chrome Beta\\Application\\chrome.exe', 'chrome', 'beta'],
    ['Google Chrome Dev', 'Google\\Chrome Dev\\Application\\chrome.exe', 'chrome', 'dev'],
    ['Google Chrome Canary', 'Google\\Chrome SxS\\Application\\chrome.exe', 'chrome', 'canary'],
    ['Microsoft Edge Beta', 'Microsoft\\Edge Beta\\Application\\msedge.exe', 'edge', 'beta'],
    ['Microsoft Edge Dev', 'Microsoft\\Edge Dev\\Application\\msedge.exe', 'edge', 'dev'],
    ['Microsoft Edge Canary', 'Microsoft\\Edge SxS\\Application\\msedge.exe', 'edge', 'canary'],
    ['Google Chrome.QWERTYUIOP', 'Elsewhere\\chrome.exe', 'chrome', 'stable'],
    ['Brave Beta', 'Elsewhere\\brave.exe', 'brave', 'beta'],
    ['Brave Dev', 'BraveSoftware\\Brave-Browser-Dev\\Application\\brave.exe', 'brave', 'dev'],
    ['Brave Nightly.QWERTYUIOP', 'Elsewhere\\brave.exe', 'brave', 'nightly'],
    ['Operadeveloper', 'Programs\\Opera developer\\launcher.exe', 'opera', 'dev'],
    ['Firefox-308046B0AF4A39CB', 'Mozilla Firefox\\firefox.exe', 'firefox', null],
    ['Firefox-6F193CCC56814779', 'Firefox Nightly\\firefox.exe', 'firefox', 'nightly'],
    ['Firefox-1', 'Firefox Developer Edition\\firefox.exe', 'firefox', 'dev'],
  ])('%s', async (client, program, family, channel) => {
    const { browsers } = await factsOf({
      registry: registered('HKLM', client, `"C:\\Program Files\\${program}"`),
    });
    expect(browsers).toMatchObject([{ family, channel }]);
  });

  it('Firefox ESR is known by what Firefox registers of itself', async () => {
    const main = 'HKLM\\SOFTWARE\\Mozilla\\Mozilla Firefox\\140.5.0 ESR (x64 en-US)\\Main';
    const registry = {
      ...registered('HKLM', 'Firefox-308046B0AF4A39CB', `"${firefox}"`),
      [main]: { PathToExe: firefox.toUpperCase() },
    };
    expect((await factsOf({ registry })).browsers).toMatchObject([{ family: 'firefox', channel: 'esr' }]);
  });

  it('whose program is gone are not there', async () => {
    const registry = {
      ...registered('HKLM', 'Google Chrome', `"${chrome}"`),
      ...registered('HKLM', 'Microsoft Edge', `"${edge}"`),
    };
    const native = { [`fileVersion ${chrome}`]: { result: 2 }, ...version(edge, '1.2') };
    expect((await factsOf({ registry, native })).browsers).toMatchObject([{ family: 'edge' }]);
  });

  it('have the version last started where the program does not tell its own', async () => {
    const registry = (beacon: string): FakeRegistry => ({
      ...registered('HKLM', 'Google Chrome', `"${chrome}"`),
      'HKCU\\SOFTWARE\\Google\\Chrome\\BLBeacon': { version: beacon },
    });
    const native = { [`fileVersion ${chrome}`]: { result: 1812 } };
    const told = async (beacon: string, more: FakeMachine['native'] = native) =>
      (await factsOf({ registry: registry(beacon), native: more ?? {} })).browsers[0]?.version;
    expect(await told('142.0.7444.60')).toEqual(known('142.0.7444.60'));
    expect(await told('142.0.7444.60', version(chrome, '143.0'))).toEqual(known('143.0'));
    expect(await told('erin')).toEqual(unknown('refused'));
  });

  it.each([
    ['relative', 'chrome.exe'],
    ['on a share', '"\\\\server\\share\\chrome.exe"'],
    ['no program', '"C:\\x\\y.html"'],
    ['endless', `"C:\\${'x'.repeat(10_000)}.exe"`],
    ['empty', ''],
  ])('a command that is %s is no browser', async (_what, command) => {
    const registry = {
      ...registered('HKLM', 'Odd', command),
      ...registered('HKLM', 'Microsoft Edge', `"${edge}"`),
    };
    expect((await factsOf({ registry })).browsers).toMatchObject([{ family: 'edge' }]);
  });

  it('none at all is said only where everything could be read', async () => {
    expect((await factsOf({ registry: {} })).browsers).toEqual([]);
    const closed = { [`HKLM\\${clients}`]: { problem: 'denied' } } as const;
    expect(await observe({ registry: closed })).toEqual(unknown('needs-elevation'));
    expect(await observe({ registry: { 'HKU\\.DEFAULT': {} }, native: asSystem() })).toEqual(
      unknown('needs-person-session'),
    );
  });
});

describe('the default browser', () => {
  const choice = async (registry: FakeRegistry, native?: FakeMachine['native']) =>
    (
      await factsOf({
        registry: { ...registry, ...registered('HKLM', 'Microsoft Edge', `"${edge}"`) },
        native: native ?? {},
      })
    ).defaultBrowser;
  it.each([
    ['ChromeHTML', 'chrome'],
    ['ChromeHTML.QWERTYUIOP', 'chrome'],
    ['ChromeSSHTM', 'chrome'],
    ['MSEdgeHTM', 'edge'],
    ['FirefoxURL-308046B0AF4A39CB', 'firefox'],
    ['BraveHTML', 'brave'],
    ['BraveDHTML', 'brave'],
    ['IE.HTTPS', 'ie'],
  ])('by %s is %s', async (ProgId, family) => {
    expect(await choice({ [`HKCU\\${https}\\UserChoice`]: { ProgId, Hash: 'x' } })).toEqual(known(family));
  });
  it('by the newer key goes first', async () => {
    const older = { [`HKCU\\${https}\\UserChoice`]: { ProgId: 'MSEdgeHTM' } };
    const newer = { [`HKCU\\${https}\\UserChoiceLatest\\ProgId`]: { ProgId: 'ChromeHTML' } };
    expect(await choice({ ...older, ...newer })).toEqual(known('chrome'));
    expect(await choice({ ...older, [`HKCU\\${https}\\UserChoiceLatest`]: { Hash: 'x' } })).toEqual(
      known('edge'),
    );
  });
  it('may be none, not known as a browser, or not to be told', async () => {
    expect(await choice({})).toEqual(known(null));
    expect(
      await choice({ [`HKCU\\${https}\\UserChoice`]: { ProgId: 'AppXq0fevzme2pys62n3e0fbqa7peapykr8v' } }),
    ).toEqual(unknown('unreadable'));
    expect(await choice({ [`HKCU\\${https}`]: { problem: 'denied' } })).toEqual(unknown('needs-elevation'));
    const two = asSystem(erin, adam);
    expect(await choice({ 'HKU\\.DEFAULT': {} }, two)).toEqual(unknown('needs-person-session'));
  });
});

describe('company settings', () => {
  const keeper = 'bfogiafebfohielmmehodmfbbebbbpei';
  const registry: FakeRegistry = {
    ...registered('HKLM', 'Microsoft Edge', `"${edge}"`),
    'HKLM\\SOFTWARE\\Policies\\Google\\Chrome': {
      PasswordManagerEnabled: 0,
      HomepageLocation: 'https://intranet',
    },
    'HKLM\\SOFTWARE\\Policies\\Google\\Chrome\\ExtensionInstallForcelist': {
      '1': 'abcdefghijklmnopabcdefghijklmnop;https://clients2.google.com/service/update2/crx',
      '7': `${keeper};https://clients2.google.com/service/update2/crx`,
      '9': keeper,
      '10': 'gcllgfdnfnllodcaambdaknbipemelie',
    },
    'HKCU\\SOFTWARE\\Policies\\Microsoft\\Edge': { BrowserSignin: 0, SyncDisabled: 'yes' },
    'HKCU\\SOFTWARE\\Policies\\Microsoft\\Edge\\ExtensionInstallBlocklist': { '1': '*' },
    'HKLM\\SOFTWARE\\Policies\\Mozilla\\Firefox': { DisableFirefoxAccounts: 1 },
  };
  it('are those that bear on passkeys, and no others', async () => {
    expect((await factsOf({ registry })).policies).toEqual(
      known([
        { family: 'chrome', name: 'PasswordManagerEnabled', value: 0, scope: 'machine' },
        { family: 'chrome', name: 'ExtensionInstallForcelist', value: 'keeper', scope: 'machine' },
        { family: 'chrome', name: 'ExtensionInstallForcelist', value: 'proton-pass', scope: 'machine' },
        { family: 'edge', name: 'BrowserSignin', value: 0, scope: 'person' },
        { family: 'edge', name: 'ExtensionInstallBlocklist', value: '*', scope: 'person' },
        { family: 'firefox', name: 'DisableFirefoxAccounts', value: 1, scope: 'machine' },
      ]),
    );
  });
  const chromeKey = 'HKLM\\SOFTWARE\\Policies\\Google\\Chrome';
  const firefoxKey = 'HKLM\\SOFTWARE\\Policies\\Mozilla\\Firefox';
  const settings = async (more: FakeRegistry) =>
    (await factsOf({ registry: { ...registered('HKLM', 'Microsoft Edge', `"${edge}"`), ...more } })).policies;
  it('for each extension stand in one text, or in a key for each', async () => {
    const modes = {
      '*': { installation_mode: 'blocked' },
      [`x,${keeper}`]: { installation_mode: 'allowed' },
    };
    const told = (family: string, ...values: string[]) =>
      known(values.map((value) => ({ family, name: 'ExtensionSettings', value, scope: 'machine' })));
    expect(await settings({ [chromeKey]: { ExtensionSettings: JSON.stringify(modes) } })).toEqual(
      told('chrome', '*=blocked', 'keeper=allowed'),
    );
    const below = `${chromeKey}\\ExtensionSettings`;
    expect(
      await settings({
        [chromeKey]: {},
        [`${below}\\${keeper}`]: { installation_mode: 'force_installed', update_url: 'https://intranet' },
        [`${below}\\abcdefghijklmnopabcdefghijklmnop`]: { installation_mode: 'blocked' },
        [`${below}\\*`]: { installation_mode: 'as you like' },
      }),
    ).toEqual(told('chrome', 'keeper=force_installed'));
    expect(
      await settings({
        [firefoxKey]: {
          ExtensionSettings: {
            type: 'texts',
            data: ['{ "support@lastpass.com":', '{"installation_mode":"blocked"}}'],
          },
        },
      }),
    ).toEqual(told('firefox', 'lastpass=blocked'));
    expect(await settings({ [chromeKey]: { ExtensionSettings: '{ // nobody can read this' } })).toEqual(
      unknown('malformed'),
    );
  });
  it('of groups, of words and of addresses tell no more than they must', async () => {
    const told = await settings({
      [firefoxKey]: {},
      [`${firefoxKey}\\InstallAddonsPermission`]: { Default: 0 },
      [chromeKey]: {},
      [`${chromeKey}\\SyncTypesListDisabled`]: { '1': 'bookmarks', '2': 'passwords' },
      [`${chromeKey}\\SecurityKeyPermitAttestation`]: { '1': 'https://intranet.example.test' },
      [`${chromeKey}\\WebAuthenticationRemoteDesktopAllowedOrigins`]: {},
    });
    expect(told).toEqual(
      known([
        { family: 'chrome', name: 'SyncTypesListDisabled', value: 'passwords', scope: 'machine' },
        { family: 'chrome', name: 'SecurityKeyPermitAttestation', value: 1, scope: 'machine' },
        { family: 'firefox', name: 'InstallAddonsPermission/Default', value: 0, scope: 'machine' },
      ]),
    );
  });
  it('that cannot be read in any of their keys are not known', async () => {
    for (const below of ['InstallAddonsPermission', 'ExtensionSettings', `ExtensionSettings\\${keeper}`]) {
      const closed: FakeRegistry = {
        [firefoxKey]: {},
        [`${firefoxKey}\\${below}`]: { problem: 'denied' },
      };
      expect(await settings(closed)).toEqual(unknown('needs-elevation'));
    }
  });
  it('that were not all read are not known', async () => {
    const closed: FakeRegistry = {
      ...registry,
      'HKCU\\SOFTWARE\\Policies\\Microsoft\\Edge\\ExtensionInstallBlocklist': { problem: 'denied' },
    };
    expect((await factsOf({ registry: closed })).policies).toEqual(unknown('needs-elevation'));
  });
});

describe('a device scan', () => {
  const own = 'C:\\Users\\erin\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
  it('sees what people who are signed in have, the same one once, and the active one’s default', async () => {
    const registry: FakeRegistry = {
      ...registered(`HKU\\${erin}`, 'Google Chrome.A1B2C3D', `"${own}"`),
      ...registered(`HKU\\${adam}`, 'Google Chrome.E4F5G6H', `"${own.replace('erin', 'adam')}"`),
      ...registered('HKCU', 'Of the service', `"${firefox}"`),
      [`HKU\\${erin}\\${https}\\UserChoice`]: { ProgId: 'ChromeHTML' },
      [`HKU\\${erin}\\SOFTWARE\\Google\\Chrome\\BLBeacon`]: { version: '142.0' },
    };
    expect(await factsOf({ registry, native: asSystem(erin) })).toMatchObject({
      browsers: [{ family: 'chrome', packaging: 'user', version: known('142.0') }],
      defaultBrowser: known('chrome'),
      policies: known([]),
    });
  });
  it('that may not list people does not say "none"', async () => {
    expect(await observe({ registry: fails('denied'), native: asSystem(erin) })).toEqual(
      unknown('needs-elevation'),
    );
  });
});
