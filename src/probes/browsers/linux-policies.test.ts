import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { debianBrowsers } from '../../../test/doubles/linux-machines/browser-parts.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { browsersLinux } from './browsers.linux.ts';

const base: FakeMachine = { otherwise: 'not-found', about: {} };
async function factsOf(...parts: FakeMachine[]) {
  const reach = fakeReach(assemble(base, debianBrowsers, ...parts));
  const found = await browsersLinux.observe(reach, neverStops());
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const policiesOf = async (...parts: FakeMachine[]) => (await factsOf(...parts)).policies;
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const told = (family: string, name: string, value: unknown) => ({ family, name, value, scope: 'machine' });

const CHROME = '/etc/opt/chrome/policies/managed';
const files = (folder: string, documents: Record<string, unknown>): FakeMachine => ({
  folders: { [folder]: Object.keys(documents).sort() },
  documents: Object.fromEntries(
    Object.entries(documents).map(([name, document]) => [`${folder}/${name}`, document]),
  ),
});

it("finds Debian's chromium and firefox-esr by their packages' files, with their versions", async () => {
  expect((await factsOf()).browsers).toEqual(
    [
      {
        family: 'firefox',
        name: 'Firefox ESR',
        channel: 'esr',
        version: known('153.8.0'),
        packaging: 'system',
      },
      {
        family: 'chromium',
        name: 'Chromium Web Browser',
        channel: null,
        version: known('156.0.8078.108'),
        packaging: 'system',
      },
    ].reverse(),
  );
});

describe('company settings', () => {
  it('are none where none are laid down', async () => {
    expect(await policiesOf()).toEqual(known([]));
  });
  it('of all files of a folder, whatever their names; the last one wins', async () => {
    const machine = files(CHROME, {
      '10-base': {
        SyncDisabled: true,
        ExtensionInstallForcelist: ['nngceckbapebfimnlniiiahkandclblb;https://x'],
      },
      'z.json': { SyncDisabled: false, ExtensionInstallForcelist: [], HomepageLocation: 'https://intranet' },
    });
    expect(await policiesOf(machine)).toEqual(known([told('chrome', 'SyncDisabled', 0)]));
  });
  it('tell what becomes of extensions of passkey providers, and of all others together', async () => {
    const machine = files('/etc/chromium/policies/managed', {
      'a.json': {
        ExtensionSettings: {
          '*': { installation_mode: 'blocked' },
          'bfogiafebfohielmmehodmfbbebbbpei, abcdefghijklmnopabcdefghijklmnop': {
            installation_mode: 'allowed',
          },
          abcdefghijklmnopabcdefghijklmnop: { installation_mode: 'force_installed' },
        },
        WebAuthenticationRemoteDesktopAllowedOrigins: ['https://vdi.example.test'],
        SecurityKeyPermitAttestation: [],
        SyncTypesListDisabled: ['bookmarks', 'passwords'],
      },
    });
    const policies = await policiesOf(machine);
    expect(policies).toEqual(
      known([
        told('chromium', 'SyncTypesListDisabled', 'passwords'),
        told('chromium', 'WebAuthenticationRemoteDesktopAllowedOrigins', 1),
        told('chromium', 'ExtensionSettings', '*=blocked'),
        told('chromium', 'ExtensionSettings', 'keeper=allowed'),
      ]),
    );
    expect(JSON.stringify(policies)).not.toMatch(/example|abcdefgh/);
  });
  it('of Firefox stand in the system’s file, else beside the program', async () => {
    const own = files('/usr/lib/firefox-esr/distribution', {
      'policies.json': { policies: { DisableFirefoxAccounts: true } },
    });
    expect(await policiesOf(own)).toEqual(known([told('firefox', 'DisableFirefoxAccounts', 1)]));
    const system = files('/etc/firefox/policies', {
      'policies.json': { policies: { InstallAddonsPermission: { Default: false } } },
    });
    expect(await policiesOf(own, system)).toEqual(
      known([told('firefox', 'InstallAddonsPermission/Default', 0)]),
    );
  });
  it.each([
    ['a folder that may not be listed', { folders: { [CHROME]: fails('denied') } }, 'needs-elevation'],
    ['a file that may not be read', files(CHROME, { 'a.json': fails('denied') }), 'needs-elevation'],
    ['a file that is no JSON', files(CHROME, { 'a.json': fails('malformed') }), 'malformed'],
    [
      'too many files',
      files(CHROME, Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}`, {}]))),
      'unreadable',
    ],
    ['a flatpak around the agent', { kinds: { '/.flatpak-info': 'file' } } as FakeMachine, 'not-supported'],
  ])('with %s are not known', async (_what, machine, reason) => {
    expect(await policiesOf(machine)).toEqual(unknown(reason));
  });
  it('pass over a folder among the files, and values of another kind', async () => {
    const machine = assemble(
      files(CHROME, {
        'a.json': {
          SyncDisabled: 'yes',
          BrowserSignin: [0],
          ExtensionInstallBlocklist: 'x',
          ExtensionSettings: 7,
        },
        old: fails('unreadable'),
      }),
      { kinds: { [`${CHROME}/old`]: 'folder' } },
    );
    expect(await policiesOf(machine)).toEqual(known([]));
  });
});
