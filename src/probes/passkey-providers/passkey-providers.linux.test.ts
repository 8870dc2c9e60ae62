import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import {
  chromeStore,
  chromiumFolder,
  chromiumSettings,
  firefoxAddons,
  firefoxFolder,
  linuxChromeExtensionOff,
  linuxChromeNotSignedIn,
  linuxChromeSignedIn,
  linuxFirefoxWithOnePassword,
  togetherParts,
} from '../../../test/doubles/provider-parts.ts';
import { passkeyProvidersLinux } from './passkey-providers.linux.ts';

const home = '/home/person';
const chrome = `${home}/.config/google-chrome`;
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

const observe = (machine: FakeMachine) =>
  passkeyProvidersLinux.observe(
    fakeReach({
      about: {},
      otherwise: 'not-found',
      ...machine,
      kinds: { [home]: 'folder', '/root': 'folder', ...machine.kinds },
    }),
    neverStops(),
  );
async function look(machine: FakeMachine) {
  const found = await observe(machine);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  const { browserProfiles } = found.facts;
  if (browserProfiles?.kind !== 'known') throw new Error(JSON.stringify(found));
  return { ...found.facts, profiles: browserProfiles.value };
}

describe('browser profiles', () => {
  it('who is signed in is counted, and a known extension told with its state', async () => {
    const { providers, profiles, systemPlugins } = await look(linuxChromeSignedIn());
    expect(providers).toEqual([
      {
        name: 'Bitwarden',
        id: 'bitwarden',
        aaguid: 'd548826e-79b4-db40-a3d8-11116f7e8349',
        via: 'extension',
        browser: 'chrome',
        enabled: known(true),
        locked: expect.objectContaining({ kind: 'not-applicable' }),
      },
    ]);
    expect(profiles).toEqual([{ browser: 'chrome', inspected: 1, notInspected: 0, signedIn: known(1) }]);
    expect(systemPlugins).toMatchObject({ kind: 'not-applicable' });
  });
  it('nothing else of a profile is told: no name, no address, no other extension', async () => {
    const told = JSON.stringify(
      await observe(togetherParts(linuxChromeSignedIn(), linuxFirefoxWithOnePassword())),
    );
    expect(told).not.toMatch(/mia|hobby|ffffffff|1040123|abcd1234|Default/i);
  });
  it.each([
    ['nobody signed in', linuxChromeNotSignedIn(), known(0), []],
    ['an extension switched off', linuxChromeExtensionOff(), known(0), [known(false)]],
  ])('%s', async (_what, machine, signedIn, states) => {
    const { providers, profiles } = await look(machine);
    expect(profiles).toMatchObject([{ signedIn }]);
    expect(providers.map(({ enabled }) => enabled)).toEqual(states);
  });
  it('on in one profile is on', async () => {
    const { providers, profiles } = await look(
      chromiumFolder(chrome, {
        profiles: [
          { name: 'Default', signedIn: true, extensions: { [chromeStore.bitwarden]: 'off' } },
          { name: 'Profile 1', extensions: { [chromeStore.bitwarden]: 'on' } },
          { name: 'Profile 2', extensions: { [chromeStore.onePassword]: 'off-by-policy' } },
        ],
      }),
    );
    expect(providers).toMatchObject([
      { id: 'bitwarden', enabled: known(true) },
      { id: '1password', enabled: known(false) },
    ]);
    expect(profiles).toMatchObject([{ inspected: 3, signedIn: known(1) }]);
  });
  it.each([
    ['a bit mask of reasons', { path: 'x', location: 1, state: 0, disable_reasons: 1 }, [known(false)]],
    ['no reasons, state on', { path: 'x', location: 1, state: 1, disable_reasons: 0 }, [known(true)]],
    ['state off alone', { path: 'x', location: 1, state: 0 }, [known(false)]],
    ['an empty list of reasons', { path: 'x', location: 1, disable_reasons: [] }, [known(true)]],
    ['reasons of another form', { path: 'x', location: 1, disable_reasons: {} }, [unknown('unreadable')]],
    ['reasons that are words', { path: 'x', location: 1, disable_reasons: ['x'] }, [unknown('unreadable')]],
    ['a leftover without a path', { location: 1, ack_external: true }, []],
    ['a leftover without a place', { path: 'x' }, []],
    ['one that was removed for good', { path: 'x', location: 3, state: 2 }, []],
    ['an entry that is none', 'gone', []],
  ])('%s', async (_what, entry, states) => {
    const { providers } = await look({
      documents: {
        [`${chrome}/Local State`]: { profile: { info_cache: { Default: {} } } },
        [`${chrome}/Default/Preferences`]: {
          extensions: { settings: { [chromeStore.bitwarden]: entry } },
        },
      },
    });
    expect(providers.map(({ enabled }) => enabled)).toEqual(states);
  });
  it.each([
    [`${home}/snap/chromium/common/chromium`, 'chromium'],
    [`${home}/.var/app/com.microsoft.Edge/config/microsoft-edge`, 'edge'],
    [`${home}/.config/BraveSoftware/Brave-Browser`, 'brave'],
  ])('a browser in %s', async (folder, browser) => {
    const { profiles } = await look(chromiumFolder(folder, { profiles: [{ name: 'Default' }] }));
    expect(profiles).toMatchObject([{ browser, inspected: 1 }]);
  });
  it('a configuration folder of one’s own is looked into', async () => {
    const env = { XDG_CONFIG_HOME: '/data/config' };
    const parts = chromiumFolder('/data/config/google-chrome', { profiles: [{ name: 'Default' }] });
    expect((await look({ about: { env }, ...parts })).profiles).toHaveLength(1);
  });
  it('Edge tells private accounts from those of a company', async () => {
    const edge = (...types: (number | undefined)[]) =>
      chromiumFolder(`${home}/.config/microsoft-edge`, {
        profiles: types.map((type, at) => ({
          name: `Profile ${at}`,
          signedIn: true,
          ...(type === undefined ? {} : { edgeAccountType: type }),
        })),
      });
    expect((await look(edge(1, 2))).profiles).toMatchObject([
      { signedIn: known(2), privateAccounts: known(1) },
    ]);
    expect((await look(edge(2, undefined))).profiles).toMatchObject([
      { privateAccounts: unknown('unreadable') },
    ]);
  });
});

describe('profiles that cannot be read are counted, never taken for empty ones', () => {
  const one = chromiumFolder(chrome, { profiles: [{ name: 'Default', signedIn: true }] });
  it.each([
    ['settings that are denied', { [`${chrome}/Default/Secure Preferences`]: fails('denied') }],
    ['settings that are broken', { [`${chrome}/Default/Preferences`]: fails('malformed') }],
    [
      'no settings at all',
      {
        [`${chrome}/Default/Preferences`]: fails('not-found'),
        [`${chrome}/Default/Secure Preferences`]: fails('not-found'),
      },
    ],
  ])('%s', async (_what, documents) => {
    const { profiles } = await look({ documents: { ...one.documents, ...documents } });
    expect(profiles).toEqual([{ browser: 'chrome', inspected: 0, notInspected: 1, signedIn: known(1) }]);
  });
  it.each([
    ['denied', fails('denied'), 'needs-elevation'],
    ['broken', fails('malformed'), 'malformed'],
    ['without profiles', { profile: {} }, 'unreadable'],
  ])('a list that is %s', async (_what, list, reason) => {
    const { profiles } = await look({ documents: { [`${chrome}/Local State`]: list } });
    expect(profiles).toEqual([
      { browser: 'chrome', inspected: 0, notInspected: 1, signedIn: unknown(reason) },
    ]);
  });
  it('an extension seen in the half that could be read is still told', async () => {
    const { providers } = await look({
      documents: {
        ...one.documents,
        [`${chrome}/Default/Preferences`]: chromiumSettings({ [chromeStore.bitwarden]: 'on' }),
        [`${chrome}/Default/Secure Preferences`]: fails('denied'),
      },
    });
    expect(providers).toHaveLength(1);
  });
  it('names that lead elsewhere are not followed', async () => {
    const touched: string[] = [];
    const { profiles } = await look({
      documents: { [`${chrome}/Local State`]: { profile: { info_cache: { '../../x': {}, '..': {} } } } },
      onCall: (call) => touched.push(call),
    });
    expect(profiles).toMatchObject([{ inspected: 0, notInspected: 2 }]);
    expect(touched.join()).not.toContain('..');
  });
  it('more than twenty are counted and not read', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `Profile ${at}` }));
    const { profiles } = await look(chromiumFolder(chrome, { profiles: many }));
    expect(profiles).toMatchObject([{ inspected: 20, notInspected: 10 }]);
  });
});

describe('Firefox', () => {
  const folder = `${home}/.mozilla/firefox`;
  it('add-ons by their ids, of the profile in use and not of the empty one', async () => {
    const { providers, profiles } = await look(
      firefoxFolder(folder, { [firefoxAddons.onePassword]: true, [firefoxAddons.keepassxc]: false }),
    );
    expect(providers).toMatchObject([
      { id: '1password', browser: 'firefox', enabled: known(true) },
      { id: 'keepassxc', browser: 'firefox', enabled: known(false) },
    ]);
    expect(profiles).toEqual([
      {
        browser: 'firefox',
        inspected: 2,
        notInspected: 0,
        signedIn: expect.objectContaining({ kind: 'not-applicable' }),
      },
    ]);
  });
  it.each([
    ['a list that is denied', { texts: { [`${folder}/profiles.ini`]: fails('denied') } }],
    ['a list without profiles', { texts: { [`${folder}/profiles.ini`]: '[General]\n' } }],
    [
      'add-ons that are denied',
      {
        texts: { [`${folder}/profiles.ini`]: '[Profile0]\nPath=one\nIsRelative=1\n' },
        documents: { [`${folder}/one/extensions.json`]: fails('denied') },
      },
    ],
  ])('%s', async (_what, machine) => {
    expect((await look(machine)).profiles).toMatchObject([{ inspected: 0, notInspected: 1 }]);
  });
  it('a profile elsewhere', async () => {
    const { providers } = await look({
      texts: { [`${folder}/profiles.ini`]: '[Profile0]\nPath=/data/fox\nIsRelative=0\n' },
      documents: { '/data/fox/extensions.json': { addons: [{ id: firefoxAddons.bitwarden }] } },
    });
    expect(providers).toMatchObject([{ id: 'bitwarden', enabled: unknown('unreadable') }]);
  });
});

describe('programs', () => {
  it.each([
    ['/opt/1Password', '1password'],
    ['/snap/keepassxc/current', 'keepassxc'],
    [`${home}/.local/share/flatpak/app/com.bitwarden.desktop`, 'bitwarden'],
  ])('%s', async (path, id) => {
    const { providers } = await look({ kinds: { [path]: 'folder' } });
    expect(providers).toMatchObject([{ id, via: 'app', enabled: { kind: 'not-applicable' } }]);
  });
});

describe('whose profiles', () => {
  const root = { uid: 0, elevated: true, homeDir: '/root' };
  it('root does not look into those of others, and does not say there are none', async () => {
    const found = await observe({
      ...linuxChromeSignedIn('/root'),
      about: root,
      folders: { '/home': ['mia'] },
      kinds: { '/opt/1Password': 'folder' },
    });
    expect(found).toMatchObject({
      kind: 'known',
      facts: { providers: [{ id: '1password' }], browserProfiles: unknown('needs-person-session') },
    });
  });
  it('root alone on a machine looks into its own', async () => {
    const { profiles } = await look({ ...linuxChromeSignedIn('/root'), about: root });
    expect(profiles).toHaveLength(1);
  });
  it('nothing is said where homes cannot be listed', async () => {
    const found = await observe({ about: root, folders: { '/home': fails('denied') } });
    expect(found).toMatchObject({ facts: { browserProfiles: unknown('needs-person-session') } });
  });
  it.each([
    ['inside a flatpak', { kinds: { '/.flatpak-info': 'file' } }, 'not-supported'],
    ['without a home', { kinds: { [home]: fails('not-found') } }, 'unreadable'],
    ['with a home that is closed', { kinds: { [home]: fails('denied') } }, 'needs-elevation'],
    ['with nobody to ask', { about: fails('refused') }, 'refused'],
  ] as const)('%s', async (_what, machine, reason) => {
    expect(await observe(machine as FakeMachine)).toEqual(unknown(reason));
  });
});
