import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { appsWin32 } from './apps.win32.ts';

// Layout: https://learn.microsoft.com/en-us/windows/win32/msi/uninstall-registry-key,
// https://github.com/osquery/osquery/blob/master/osquery/tables/system/windows/programs.cpp. Programs are invented or named as such.
const erin = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const adam = 'S-1-5-21-111-222-333-1001';
const asErin = { thisProcess: { elevated: false, sid: erin, sessionId: 1, remote: false } };
const asSystem = { thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false } };
const UNINSTALL = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const PACKAGES =
  'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
const ALL_PACKAGES =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore\\Applications';
const portal = 'Microsoft.CompanyPortal_11.2.1495.0_x64__8wekyb3d8bbwe';

const entry = (root: string, key: string, values: Record<string, string | number>): FakeRegistry => ({
  [`${root}\\${UNINSTALL}\\${key}`]: values,
});
const ledger = entry('HKLM', '{2F8A6C10-5B3D-4E97-A1C4-D08E7F63B295}', {
  DisplayName: 'Contoso Ledger Größe 例',
  DisplayVersion: '8.4.1203',
  UninstallString: 'MsiExec.exe /X{2F8A6C10-5B3D-4E97-A1C4-D08E7F63B295}',
});
const observe = (machine: FakeMachine) =>
  appsWin32.observe(fakeReach({ ...machine, native: { ...asErin, ...machine.native } }), neverStops());
async function factsOf(machine: FakeMachine) {
  const found = await observe(machine);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const counts = async (machine: FakeMachine) =>
  Object.fromEntries(
    (await factsOf(machine)).sources.map(({ source, count }) => [
      source,
      count.kind === 'known' ? count.value : count.kind === 'unknown' ? count.reason : count.kind,
    ]),
  );

describe('programs are counted by place', () => {
  it('both sides of the registry, the person, and packages each once', async () => {
    const registry: FakeRegistry = {
      ...ledger,
      ...entry('HKLM32', '{91D7E3A5-0C48-4B6F-9E12-7A5D30C8F461}_is1', {
        DisplayName: 'Fabrikam Mail version 3.9',
      }),
      ...entry('HKLM32', 'x', { DisplayName: '例' }),
      ...entry('HKCU', 'Teams', { DisplayName: 'Microsoft Teams' }),
      [`HKCU\\Software\\Classes\\${PACKAGES}\\${portal}`]: {},
      [`HKCU\\Software\\Classes\\${PACKAGES}\\Microsoft.CompanyPortal_11.2.1495.0_neutral_split.scale-100_8wekyb3d8bbwe`]:
        {},
      [`${ALL_PACKAGES}\\${portal}`]: {},
      [`${ALL_PACKAGES}\\Contoso.App_1.0.0.0_neutral_~_abcdefghjkmnp`]: {},
      [`${ALL_PACKAGES}\\not a package`]: {},
    };
    expect(await counts({ registry })).toEqual({
      'uninstall-keys': 1,
      'uninstall-keys-32': 2,
      'uninstall-keys-person': 1,
      msix: 2,
    });
  });
  it('as Windows shows them: without parts, updates and the nameless', async () => {
    const registry: FakeRegistry = {
      ...ledger,
      ...entry('HKLM', 'part', { DisplayName: 'Part', SystemComponent: 1 }),
      ...entry('HKLM', 'shown', { DisplayName: 'Shown', SystemComponent: 0 }),
      ...entry('HKLM', 'KB1', { DisplayName: 'Update', ParentKeyName: 'OperatingSystem' }),
      ...entry('HKLM', 'nameless', { DisplayVersion: '1' }),
      ...entry('HKLM', 'blank', { DisplayName: ' ' }),
      ...entry('HKLM', 'number', { DisplayName: 7 }),
    };
    expect(await counts({ registry })).toMatchObject({ 'uninstall-keys': 2 });
  });
  it('a missing place is told as what it means there', async () => {
    expect(await counts({ registry: ledger })).toEqual({
      'uninstall-keys': 1,
      'uninstall-keys-32': 'not-applicable',
      'uninstall-keys-person': 0,
      msix: 'not-applicable',
    });
  });
  it('a closed place hides its own count', async () => {
    const registry: FakeRegistry = {
      ...ledger,
      [`HKLM\\${UNINSTALL}\\closed`]: { problem: 'denied' },
      ...entry('HKLM32', 'x', { DisplayName: 'X' }),
      [`HKCU\\${UNINSTALL}`]: { problem: 'denied' },
      [`HKCU\\Software\\Classes\\${PACKAGES}`]: { problem: 'denied' },
    };
    expect(await counts({ registry })).toEqual({
      'uninstall-keys': 'needs-elevation',
      'uninstall-keys-32': 1,
      'uninstall-keys-person': 'needs-elevation',
      msix: 'needs-elevation',
    });
  });
  it('a registry that fails is no count at all', async () => {
    expect(await observe({ registry: fails('too-large') })).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
  });
});

describe('a device scan', () => {
  it('counts what all who are signed in have', async () => {
    const registry: FakeRegistry = {
      ...ledger,
      ...entry(`HKU\\${erin}`, 'a', { DisplayName: 'A' }),
      ...entry(`HKU\\${adam}`, 'b', { DisplayName: 'B' }),
      ...entry('HKU\\.DEFAULT', 'c', { DisplayName: 'C' }),
      ...entry('HKCU', 'd', { DisplayName: 'D' }),
      [`HKU\\${erin}_Classes\\${PACKAGES}\\${portal}`]: {},
      [`HKU\\${adam}_Classes\\${PACKAGES}\\${portal}`]: {},
    };
    const facts = await factsOf({ registry, native: asSystem });
    expect(facts).toMatchObject({
      sources: [{}, {}, { count: { value: 2 } }, { count: { value: 1 } }],
      named: [{ source: 'msix', id: 'company-portal', version: '11.2.1495.0' }],
    });
    expect(JSON.stringify(facts)).not.toMatch(/S-1-/);
  });
  it('with nobody signed in does not say that nobody has programs', async () => {
    const registry = { ...ledger, 'HKU\\.DEFAULT': {} };
    expect(await counts({ registry, native: asSystem })).toMatchObject({
      'uninstall-keys': 1,
      'uninstall-keys-person': 'needs-person-session',
    });
  });
});

describe('named programs', () => {
  const bitwarden = 'C:\\Program Files\\Bitwarden\\Bitwarden.exe';
  const named = async (values: Record<string, string>, native: FakeMachine['native'] = {}) =>
    (await factsOf({ registry: entry('HKLM', 'x', { DisplayVersion: '2025.10', ...values }), native })).named;
  const told = (id: string, version: string | null) => [{ source: 'uninstall-keys', id, version }];
  const file = { [`fileVersion ${bitwarden}`]: { result: 0, version: '2025.11.1.0' } };

  it.each([
    ['Bitwarden', 'bitwarden'],
    ['Bitwarden 2025.10', 'bitwarden'],
    ['1PASSWORD', '1password'],
    ['YubiKey Smart Card Minidriver x64', 'yubikey-minidriver'],
    ['LastPass Universal Windows Installer', 'lastpass'],
    ['Yubico Authenticator', 'yubico-authenticator'],
  ])('%s', async (DisplayName, id) => {
    expect(await named({ DisplayName })).toEqual(told(id, '2025.10'));
  });
  it.each(['Bitwardenish', 'Contoso Bitwarden', '1Password8x', 'Keeper'])(
    '%s is only counted',
    async (DisplayName) => {
      expect(await named({ DisplayName })).toEqual([]);
    },
  );
  it.each([
    ['the program itself', `${bitwarden},0`, file, '2025.11.1.0'],
    ['the program in quotes', `"${bitwarden}"`, file, '2025.11.1.0'],
    ['a program that tells none', bitwarden, { [`fileVersion ${bitwarden}`]: { result: 1812 } }, '2025.10'],
    ['an uninstaller', bitwarden.replace('Bitwarden.exe', 'unins000.exe'), {}, '2025.10'],
    ['a copy of an icon', 'C:\\Windows\\Installer\\{2F8A6C10}\\icon.exe', {}, '2025.10'],
    ['an icon', 'C:\\x\\y.ico', {}, '2025.10'],
    ['a share', '\\\\server\\share\\x.exe', {}, '2025.10'],
    ['something endless', `C:\\${'x'.repeat(100_000)}.exe`, {}, '2025.10'],
  ])('have the version of %s', async (_what, DisplayIcon, native, version) => {
    const calls: string[] = [];
    const machine = {
      registry: entry('HKLM', 'x', { DisplayName: 'Bitwarden', DisplayVersion: '2025.10', DisplayIcon }),
      native,
      onCall: (call: string) => calls.push(call),
    };
    expect((await factsOf(machine)).named).toEqual(told('bitwarden', version));
    const looked = calls.filter((call) => call.startsWith('native fileVersion'));
    expect(looked.length > 0).toBe(DisplayIcon.includes('Bitwarden.exe'));
  });
  it('as packages have the highest version that is there, and no version where none is written', async () => {
    const packages = `HKCU\\Software\\Classes\\${PACKAGES}`;
    const registry: FakeRegistry = {
      ...entry('HKLM', 'x', { DisplayName: 'NordPass' }),
      [`${packages}\\8bitSolutionsLLC.bitwardendesktop_2025.9.0.0_x64__h4e712dmw3xyy`]: {},
      [`${packages}\\8BITSolutionsLLC.bitwardendesktop_2025.10.0.0_x64__h4e712dmw3xyy`]: {},
      [`${packages}\\KeeperSecurityInc.KeeperPasswordManager_17.4.1.0_x64__26bb6b95qhpkr`]: {},
      [`${packages}\\Microsoft.AAD.BrokerPlugin_1000.19580.1000.0_neutral_neutral_cw5n1h2txyewy`]: {},
    };
    expect((await factsOf({ registry })).named).toEqual([
      { source: 'uninstall-keys', id: 'nordpass', version: null },
      { source: 'msix', id: 'bitwarden', version: '2025.10.0.0' },
      { source: 'msix', id: 'keeper', version: '17.4.1.0' },
      { source: 'msix', id: 'aad-broker-plugin', version: '1000.19580.1000.0' },
    ]);
  });
});
