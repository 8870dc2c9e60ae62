import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
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
const observe = (machine: FakeMachine) =>
  passkeyProvidersWin32.observe(
    fakeReach({ ...machine, native: { ...process, ...machine.native } }),
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
        providers: [{ name: 'Bitwarden', aaguid: bitwarden, enabled: known(true), locked: known(true) }],
      },
      source: 'registry, WebAuthNGetAuthenticatorList',
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
    ['API 9', webauthn(9), { kind: 'known', facts: { providers: [] } }],
    ['an API that does not tell its version', {}, { kind: 'known', facts: { providers: [] } }],
    ['API 8', webauthn(8), { kind: 'not-applicable' }],
    ['the first API', webauthn(null), { kind: 'not-applicable' }],
    ['no API', { webauthn: { missing: 'webauthn.dll', error: 126 } }, { kind: 'not-applicable' }],
  ])('with %s', async (_what, native, expected) => {
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
    const found = await observe(machine as FakeMachine);
    expect(found).toEqual(unknown(reason));
    expect(JSON.stringify(found)).not.toContain(sid);
  });
});
