import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import {
  chromeStore,
  chromiumFolder,
  firefoxAddons,
  firefoxFolder,
  togetherParts,
} from '../../../test/doubles/provider-parts.ts';
import { passkeyProvidersWin32 } from './passkey-providers.win32.ts';

// Layout of the key: https://github.com/MichaelGrafnetter/webauthn-interop (AuthenticatorPluginInformation). Invented, but for
// Bitwarden's AAGUID (https://github.com/passkeydeveloper/passkey-authenticator-aaguids).
const sid = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const plugins = `HKLM\\SOFTWARE\\Microsoft\\FIDO\\${sid}\\Plugins`;
const first = '{B47D02E9-6C15-4F8A-93DB-50E1A7C2869F}';
const second = '{0C2C0A31-5D5B-4B36-9F2D-1D0F7E3B6A11}';
const bitwarden = 'd548826e-79b4-db40-a3d8-11116f7e8349';
const process = { thisProcess: { elevated: false, sid, sessionId: 1, remote: false } };
const webauthn = (apiVersion: number | null) => ({
  webauthn: { apiVersion, platformAuthenticator: { result: 0, available: true } },
});
const listed = (...authenticators: [string | null, boolean][]) => ({
  passkeyAuthenticators: {
    result: 0,
    authenticators: authenticators.map(([name, locked]) => ({ id: '01', name, locked })),
  },
});
const registered = (values: Record<string, string | number> = {}) => ({
  Name: 'Bitwarden',
  AaGuid: `{${bitwarden.toUpperCase()}}`,
  State: 1,
  Base64EncodedUtf16LightLogo: 'LOGO',
  ...values,
});
const home = 'C:\\Users\\mia';
const observe = (machine: FakeMachine) =>
  passkeyProvidersWin32.observe(
    fakeReach({
      about: { platform: 'win32', homeDir: home, uid: null },
      otherwise: 'not-found',
      ...machine,
      native: { ...process, ...machine.native },
      kinds: { [home]: 'folder', ...machine.kinds },
    }),
    neverStops(),
  );
const providers = async (machine: FakeMachine) => {
  const found = await observe(machine);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts.providers;
};
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('a registered provider', () => {
  it('is told with model, switch and lock, without logo or account', async () => {
    const found = await observe({
      registry: { [`${plugins}\\${first}`]: registered() },
      native: listed(['Windows Hello', false], ['Bitwarden', true]),
    });
    expect(found).toEqual({
      kind: 'known',
      facts: {
        providers: [
          {
            name: 'Bitwarden',
            id: 'bitwarden',
            aaguid: bitwarden,
            via: 'system-plugin',
            enabled: known(true),
            locked: known(true),
          },
        ],
        systemPlugins: known(1),
        browserProfiles: known([]),
      },
      source: 'registry, WebAuthn, browser profiles',
    });
  });
  it.each([
    ['switched off', { State: 0 }, { enabled: known(false) }],
    ['switched on by another number', { State: 2 }, { enabled: known(true) }],
    ['with a state of another type', { State: 'on' }, { enabled: unknown('unreadable') }],
    ['without braces', { AaGuid: bitwarden }, { aaguid: bitwarden }],
    ['that withholds its model', { AaGuid: '{00000000-0000-0000-0000-000000000000}' }, { aaguid: null }],
    ['with a model that is none', { AaGuid: 'x' }, { aaguid: null }],
    ['with a name in another script', { Name: '例のキー\u0000' }, { name: '例のキー' }],
    ['without a name', { Name: '' }, { name: first }],
  ])('%s', async (_what, values, expected) => {
    expect(await providers({ registry: { [`${plugins}\\${first}`]: registered(values) } })).toMatchObject([
      expected,
    ]);
  });
  it.each([
    ['nothing of this name', listed(['Windows Hello', false], [null, true]), 'unreadable'],
    ['two of this name', listed(['Bitwarden', true], ['Bitwarden', false]), 'unreadable'],
    ['none', { passkeyAuthenticators: { result: 0x8009_0011 } }, 'refused'],
    ['without the function', { passkeyAuthenticators: { missing: 'x', error: 127 } }, 'not-supported'],
  ])('its lock is not known where Windows lists %s', async (_what, native, reason) => {
    const registry = { [`${plugins}\\${first}`]: registered() };
    expect(await providers({ registry, native })).toMatchObject([{ locked: unknown(reason) }]);
  });
  it('two of one name are two, with locks that cannot be told apart', async () => {
    const registry = { [`${plugins}\\${first}`]: registered(), [`${plugins}\\${second}`]: registered() };
    const found = await providers({ registry, native: listed(['Bitwarden', true]) });
    expect(found.map(({ locked }) => locked.kind)).toEqual(['unknown', 'unknown']);
  });
  it('of the one who is signed in is found by the device scan, without the lock', async () => {
    const native = {
      thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false },
      signedInUsers: { result: 0, users: [{ sid, active: true }] },
      ...listed(['Bitwarden', true]),
    };
    const registry = { [`${plugins}\\${first}`]: registered() };
    expect(await providers({ registry, native })).toMatchObject([
      { name: 'Bitwarden', locked: unknown('needs-person-session') },
    ]);
  });
});

describe('no registered provider', () => {
  it.each([
    ['API 9', webauthn(9), known(0)],
    ['an API that does not tell its version', {}, known(0)],
    ['API 8', webauthn(8), { kind: 'not-applicable' }],
    ['the first API', webauthn(null), { kind: 'not-applicable' }],
    ['no API', { webauthn: { missing: 'webauthn.dll', error: 126 } }, { kind: 'not-applicable' }],
  ])('with %s', async (_what, native, systemPlugins) => {
    const expected = { kind: 'known', facts: { providers: [], systemPlugins } };
    expect(await observe({ registry: {}, native })).toMatchObject(expected);
    expect(await observe({ registry: { [plugins]: {} }, native })).toMatchObject(expected);
  });
  it.each([
    ['a closed key', { registry: { [plugins]: { problem: 'denied' } } }, 'needs-elevation'],
    [
      'a closed plug-in',
      { registry: { [`${plugins}\\${first}`]: { problem: 'denied' } } },
      'needs-elevation',
    ],
    ['a registry that fails', { registry: fails('timed-out', `HKLM ${sid}`) }, 'timed-out'],
    ['nobody to ask for', { native: { thisProcess: fails('not-supported') } }, 'not-supported'],
  ] as const)('is not said after %s', async (_what, machine, reason) => {
    const found = await observe({ ...(machine as FakeMachine), kinds: { [home]: fails('denied') } });
    expect(found).toEqual(unknown(reason));
    expect(JSON.stringify(found)).not.toContain(sid);
  });
  it('is not said of the list where only that could not be read', async () => {
    expect(await observe({ registry: { [plugins]: { problem: 'denied' } } })).toMatchObject({
      kind: 'known',
      facts: { systemPlugins: unknown('needs-elevation'), browserProfiles: known([]) },
    });
  });
});

describe('browser profiles', () => {
  const edge = chromiumFolder(`${home}\\AppData\\Local\\Microsoft\\Edge\\User Data`, {
    separator: '\\',
    profiles: [
      { name: 'Default', signedIn: true, edgeAccountType: 2, extensions: { [chromeStore.bitwarden]: 'on' } },
    ],
  });
  const fox = firefoxFolder(
    `${home}\\AppData\\Roaming\\Mozilla\\Firefox`,
    { [firefoxAddons.onePassword]: false },
    '\\',
  );
  it('of Edge and Firefox, beside what Windows lists', async () => {
    const found = await observe({
      registry: { [`${plugins}\\${first}`]: registered() },
      ...togetherParts(edge, fox),
    });
    expect(found).toMatchObject({
      facts: {
        providers: [
          { id: 'bitwarden', via: 'system-plugin' },
          { id: 'bitwarden', via: 'extension', browser: 'edge', enabled: known(true) },
          { id: '1password', via: 'extension', browser: 'firefox', enabled: known(false) },
        ],
        browserProfiles: known([
          { browser: 'edge', inspected: 1, notInspected: 0, signedIn: known(1), privateAccounts: known(0) },
          { browser: 'firefox', inspected: 2, notInspected: 0, signedIn: { kind: 'not-applicable' } },
        ]),
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/mia|hobby/i);
  });
  it('in application data that lies elsewhere', async () => {
    const folder = 'D:\\data\\Google\\Chrome\\User Data';
    const found = await observe({
      registry: {},
      about: { homeDir: home, env: { LOCALAPPDATA: 'D:\\data' } },
      ...chromiumFolder(folder, { separator: '\\', profiles: [{ name: 'Default' }] }),
    });
    expect(found).toMatchObject({ facts: { browserProfiles: known([{ browser: 'chrome' }]) } });
  });
  it('are a person’s own, so the device scan does not look', async () => {
    const native = {
      thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false },
      signedInUsers: { result: 0, users: [{ sid, active: true }] },
    };
    expect(await observe({ registry: {}, ...edge, native })).toMatchObject({
      facts: { providers: [], browserProfiles: unknown('needs-person-session') },
    });
  });
});
