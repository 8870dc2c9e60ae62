import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { madeCatalogue } from '../../../test/doubles/made-catalogue.ts';
import { appsWin32 } from './apps.win32.ts';
import { nameOfProduct } from './read-click-to-run.ts';

const erin = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const adam = 'S-1-5-21-111-222-333-1001';
const asErin = { thisProcess: { elevated: false, sid: erin, sessionId: 1, remote: false } };
const asSystem = { thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false } };
const UNINSTALL = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const PROFILES = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const ALL_USERS = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore';
const CLICK_TO_RUN = 'HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration';

const catalogue = madeCatalogue({
  gate: { win32: { programs: [{ name: 'Gate( VPN|)', publisher: 'Gatemaker*' }] } },
  plain: { win32: { programs: [{ name: 'Unmistakable Client *' }] } },
  store: { win32: { families: ['Maker.StoreApp_8wekyb3d8bbwe', 'Maker.Unhashed_*'] } },
  'office-2019': { win32: { programs: [{ name: 'Microsoft Office*2019', publisher: 'Microsoft*' }] } },
  'office-365': { win32: { programs: [{ name: 'Microsoft 365 Apps*', publisher: 'Microsoft*' }] } },
  portable: {
    win32: {
      files: ['%ProgramFiles%\\Portable\\portable.exe', '%APPDATA%\\Portable\\*.cfg'],
      registry: ['HKLM\\SOFTWARE\\Portable', 'HKCU\\Software\\Portable\\*\\Sessions'],
    },
  },
});
const entry = (root: string, key: string, values: Record<string, string | number>): FakeRegistry => ({
  [`${root}\\${UNINSTALL}\\${key}`]: values,
});
const gate = { DisplayName: 'Gate VPN', DisplayVersion: '7.2', Publisher: 'Gatemaker Inc.' };
const windows = { platform: 'win32' as const, homeDir: 'C:\\Users\\Erin', uid: null };
async function factsOf(machine: FakeMachine) {
  const whole = { about: windows, catalogue, otherwise: 'not-found' as const, ...machine };
  const found = await appsWin32.observe(
    fakeReach({
      ...whole,
      registry: { [PROFILES]: {}, ...entry('HKLM', 'x', { DisplayName: 'X' }), ...whole.registry },
      native: { ...asErin, ...machine.native },
    }),
    neverStops(),
  );
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const catalogued = async (machine: FakeMachine) => (await factsOf(machine)).catalogued;

describe('programs of the catalogue on Windows', () => {
  it.each([
    ['HKLM', 'uninstall-keys'],
    ['HKLM32', 'uninstall-keys-32'],
    ['HKCU', 'uninstall-keys-person'],
  ])('by the list in %s, name and publisher both', async (root, source) => {
    expect(await catalogued({ registry: entry(root, 'g', gate) })).toEqual([
      { entry: 'gate', source, version: '7.2', by: 'name-and-publisher' },
    ]);
  });

  it.each([
    ['another publisher', { Publisher: 'Someone' }],
    ['no publisher', { Publisher: '' }],
    ['a longer name', { DisplayName: 'Gate VPN language pack' }],
    ['a part of Windows', { SystemComponent: 1 }],
    ['an update', { ParentKeyName: 'Gate' }],
  ])('not with %s', async (_what, values) => {
    expect(await catalogued({ registry: entry('HKLM', 'g', { ...gate, ...values }) })).toEqual([]);
  });

  it('by a name alone where the entry says it is unmistakable', async () => {
    const registry = entry('HKLM', 'p', { DisplayName: 'Unmistakable Client 4 (x64)' });
    expect(await catalogued({ registry })).toEqual([
      { entry: 'plain', source: 'uninstall-keys', version: null, by: 'name' },
    ]);
  });

  it('in the version of the program itself, and doubles once', async () => {
    const program = 'C:\\Program Files\\Gate\\gate.exe';
    const registry = {
      ...entry('HKLM', 'g', { ...gate, DisplayIcon: `${program},0` }),
      ...entry('HKLM32', 'g', { ...gate, DisplayVersion: '7.2.0.0' }),
      ...entry('HKCU', 'old', { ...gate, DisplayVersion: '6.0' }),
      ...entry('HKCU', 'none', { DisplayName: 'Gate', Publisher: 'Gatemaker' }),
    };
    expect(await catalogued({ registry })).toEqual([
      { entry: 'gate', source: 'uninstall-keys', version: '7.2', by: 'name-and-publisher' },
      { entry: 'gate', source: 'uninstall-keys-person', version: '6.0', by: 'name-and-publisher' },
    ]);
    const native = { [`fileVersion ${program}`]: { result: 0, version: '7.4.1.0' } };
    expect((await catalogued({ registry, native }))?.[0]).toMatchObject({ version: '7.4.1.0' });
  });

  it('by package family, also those that everybody gets and those of Windows itself', async () => {
    const registry: FakeRegistry = {
      [`${ALL_USERS}\\Applications\\Maker.StoreApp_2.1.0.0_neutral_~_8wekyb3d8bbwe`]: {},
      [`${ALL_USERS}\\InboxApplications\\maker.unhashed_1.0.0.0_x64__abcdefghjkmnp`]: {},
      [`${ALL_USERS}\\InboxApplications\\Maker.StoreApp_9.0.0.0_x64__abcdefghjkmnp`]: {},
    };
    expect(await catalogued({ registry })).toEqual([
      { entry: 'store', source: 'msix', version: '2.1.0.0', by: 'family' },
      { entry: 'store', source: 'msix', version: '1.0.0.0', by: 'family' },
    ]);
  });

  it('Office by what Click-to-Run noted, whatever language the list is in', async () => {
    const registry = {
      [CLICK_TO_RUN]: {
        ProductReleaseIds: 'HomeBusiness2019Retail,VisioPro2019Retail',
        VersionToReport: '16.0.10417.20012',
      },
      ...entry('HKLM', 'o', {
        DisplayName: 'Microsoft Office Famille et Petite Entreprise 2019',
        DisplayVersion: '16.0.10417.20012',
        Publisher: 'Microsoft Corporation',
        DisplayIcon: 'C:\\Program Files\\Common Files\\Microsoft Shared\\ClickToRun\\OfficeClickToRun.exe,0',
      }),
    };
    expect(await catalogued({ registry })).toEqual([
      {
        entry: 'office-2019',
        source: 'uninstall-keys',
        version: '16.0.10417.20012',
        by: 'name-and-publisher',
      },
    ]);
    const only = { [CLICK_TO_RUN]: { ProductReleaseIds: 'O365ProPlusRetail', VersionToReport: '16.0.19' } };
    expect(await catalogued({ registry: only })).toEqual([
      { entry: 'office-365', source: 'click-to-run', version: '16.0.19', by: 'name-and-publisher' },
    ]);
  });

  it('by files and keys where no list names it', async () => {
    const program = 'C:\\Program Files\\Portable\\portable.exe';
    const native = { [`fileVersion ${program}`]: { result: 0, version: '0.81.0.0' } };
    expect(await catalogued({ kinds: { [program]: 'file' }, native })).toEqual([
      { entry: 'portable', source: 'files', version: '0.81.0.0', by: 'file' },
    ]);
    expect(
      await catalogued({ texts: { 'C:\\Users\\Erin\\AppData\\Roaming\\Portable\\a.cfg': 'x' } }),
    ).toMatchObject([{ entry: 'portable', by: 'file', version: null }]);
    for (const key of [
      'HKLM\\SOFTWARE\\Portable',
      'HKLM32\\SOFTWARE\\Portable',
      'HKCU\\Software\\Portable\\a\\Sessions',
    ])
      expect(await catalogued({ registry: { [key]: {} } })).toEqual([
        { entry: 'portable', source: 'registry', version: null, by: 'registry' },
      ]);
    expect(await catalogued({ registry: { 'HKCU\\Software\\Portable': {} } })).toEqual([]);
  });

  it('a closed key or folder is told, and is not absence', async () => {
    const facts = await factsOf({
      otherwise: 'denied',
      registry: { 'HKLM\\SOFTWARE\\Portable': { problem: 'denied' } },
    });
    expect(facts.catalogued).toEqual([]);
    expect(facts.cataloguedUnread).toEqual([
      { source: 'files', reason: 'needs-elevation', count: 2 },
      { source: 'registry', reason: 'needs-elevation', count: 1 },
    ]);
  });

  it('a capture from before publishers and parts of Windows were asked for still answers', async () => {
    const reach = fakeReach({
      about: windows,
      catalogue,
      native: asErin,
      registry: {
        ...entry('HKLM', 'g', gate),
        ...entry('HKLM', 'p', { DisplayName: 'Unmistakable Client 4' }),
      },
    });
    const { readTree } = reach.registry;
    const old: typeof readTree = async (root, path, question) =>
      question.values.includes('Publisher') || /Inbox|ProfileList|ClickToRun/.test(path)
        ? { ok: false, problem: 'not-captured' }
        : readTree(root, path, question);
    const found = await appsWin32.observe(
      { ...reach, registry: { ...reach.registry, readTree: old } },
      neverStops(),
    );
    expect(found).toMatchObject({
      kind: 'known',
      facts: {
        sources: [{ count: { value: 2 } }, {}, {}, { count: { kind: 'unknown', reason: 'not-captured' } }],
        catalogued: [{ entry: 'plain', by: 'name' }],
        othersNotInspected: { kind: 'unknown', reason: 'not-captured' },
      },
    });
  });
});

describe('profiles that were not inspected', () => {
  const registry: FakeRegistry = {
    ...entry(`HKU\\${erin}`, 'a', { DisplayName: 'A' }),
    [`${PROFILES}\\S-1-5-18`]: {},
    [`${PROFILES}\\${erin}`]: { ProfileImagePath: 'C:\\Users\\Erin' },
    [`${PROFILES}\\${adam}`]: {},
    [`${PROFILES}\\${adam}.bak`]: {},
    [`${PROFILES}\\S-1-5-21-111-222-333-1002`]: {},
  };
  it('are those of people whose part of the registry was not read', async () => {
    expect((await factsOf({ registry })).othersNotInspected).toEqual({ kind: 'known', value: 2 });
    const facts = await factsOf({ registry, native: asSystem });
    expect(facts.othersNotInspected).toEqual({ kind: 'known', value: 2 });
    expect(JSON.stringify(facts)).not.toMatch(/S-1-|Erin/);
  });
  it('are not known where the list is closed', async () => {
    const closed = { [PROFILES]: { problem: 'denied' as const } };
    expect((await factsOf({ registry: closed })).othersNotInspected).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
  });
});

describe('products of Office by the id that Click-to-Run gives them', () => {
  it.each([
    ['O365ProPlusRetail', 'Microsoft 365 Apps (O365ProPlusRetail)'],
    ['ProPlus2021Volume', 'Microsoft Office LTSC Professional Plus 2021'],
    ['ProPlus2021Retail', 'Microsoft Office Professional Plus 2021'],
    ['ProPlus2019Volume', 'Microsoft Office Professional Plus 2019'],
    ['HomeBusinessRetail', 'Microsoft Office Home and Business 2016'],
    ['Outlook2024Retail', 'Microsoft Office Outlook 2024'],
    ['ProjectPro2019Retail', 'Microsoft ProjectPro 2019'],
    ['', null],
    ['something else', null],
  ])('%s', (id, name) => expect(nameOfProduct(id, '2016')).toBe(name));
});

describe('the whole list', () => {
  const registry = entry('HKLM', 'g', { DisplayName: 'Secret Game', DisplayVersion: '1' });
  it('only where the policy asks for it', async () => {
    expect(JSON.stringify(await factsOf({ registry }))).not.toContain('Secret');
    expect((await factsOf({ registry, wholeList: true })).all).toContainEqual({
      source: 'uninstall-keys',
      name: 'Secret Game',
      version: '1',
    });
  });
});

describe('a registry that fails', () => {
  it('is no answer, with a catalogue or without', async () => {
    const found = await appsWin32.observe(
      fakeReach({ catalogue, registry: fails('too-large'), native: asErin }),
      neverStops(),
    );
    expect(found).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
  });
});
