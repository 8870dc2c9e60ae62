import { describe, expect, it } from 'vitest';
import { fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { windowsHelloWin32 } from './windows-hello.win32.ts';

const sid = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const other = 'S-1-5-21-1111111111-2222222222-3333333333-1001';
const WINDOWS = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
const PIN = `${WINDOWS}\\Authentication\\Credential Providers\\{D6886603-9D2F-4EB2-B667-1971041FA96B}`;
const ENROLLED = `${WINDOWS}\\WinBio\\AccountInfo`;
const known = (value: unknown) => ({ kind: 'known', value });

const working: Record<string, unknown> = {
  thisProcess: { elevated: false, sid, sessionId: 1, remote: false },
  webauthn: { apiVersion: 7, platformAuthenticator: { result: 0, available: true } },
  consentVerifier: { result: 0, availability: 0 },
  keyCredential: { result: 0, supported: true },
  'platformCredentials login.microsoft.com': { result: 0x8009_0011 },
  [`enrolledFactors ${sid}`]: { result: 0, factors: 2 },
};
const registry: FakeRegistry = {
  [PIN]: { '': 'NGC Credential Provider' },
  [`${PIN}\\${sid}`]: { LogonCredsAvailable: 1 },
  [`${PIN}\\${other}`]: { LogonCredsAvailable: 0 },
  [`${ENROLLED}\\${sid}`]: { EnrolledFactors: 0xa },
};
const observe = (
  native: Record<string, unknown> = {},
  keys: FakeRegistry | ReturnType<typeof fails> = registry,
) =>
  windowsHelloWin32.observe(fakeReach({ native: { ...working, ...native }, registry: keys }), neverStops());

describe('Windows Hello of a person', () => {
  it('is told whole, without a name or an id', async () => {
    const found = await observe();
    expect(found).toMatchObject({
      kind: 'known',
      facts: {
        webauthnApi: known(7),
        platformAuthenticator: known(true),
        consentVerifier: known('available'),
        keyCredential: known(true),
        pinSet: known(true),
        // The registry knows of a finger that the call did not name.
        enrolledFactors: known(['face', 'fingerprint']),
        entraPasskey: known(false),
        accounts: known([{ isThisPerson: true, pin: true, factors: ['face', 'fingerprint'] }]),
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/S-1-/);
  });
  it.each([
    [1, 'device-not-present'],
    [2, 'not-configured'],
    [3, 'disabled-by-policy'],
    [4, 'busy'],
  ])('consent verifier %i is %s', async (availability, word) => {
    expect(await observe({ consentVerifier: { result: 0, availability } })).toMatchObject({
      facts: { consentVerifier: known(word) },
    });
  });
  it('keeps each failed answer to itself', async () => {
    const found = await observe({
      consentVerifier: { missing: 'Windows.Security.Credentials.UI.UserConsentVerifier', error: 0x8004_0154 },
      keyCredential: fails('timed-out'),
      'platformCredentials login.microsoft.com': { result: 0x8007_0005 },
    });
    expect(found).toMatchObject({
      facts: {
        consentVerifier: { kind: 'unknown', reason: 'not-supported' },
        keyCredential: { kind: 'unknown', reason: 'timed-out' },
        entraPasskey: { kind: 'unknown', reason: 'needs-elevation' },
        pinSet: known(true),
      },
    });
    expect(await observe({ consentVerifier: { result: 0, availability: 9 } })).toMatchObject({
      facts: { consentVerifier: { reason: 'unreadable' } },
    });
  });
  it('in a service is nobody’s, but the accounts of the PC are told', async () => {
    const service = { thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false } };
    const nobody = { kind: 'unknown', reason: 'needs-person-session' };
    expect(await observe(service)).toMatchObject({
      facts: {
        webauthnApi: known(7),
        platformAuthenticator: nobody,
        consentVerifier: nobody,
        keyCredential: nobody,
        pinSet: nobody,
        enrolledFactors: nobody,
        entraPasskey: nobody,
        accounts: known([{ isThisPerson: false, pin: true, factors: ['face', 'fingerprint'] }]),
      },
    });
  });
});

describe('the interface for passkeys', () => {
  it.each([
    [{ missing: 'webauthn.dll', error: 126 }, known(null)],
    [
      { missing: 'webauthn.dll!WebAuthNIsUserVerifyingPlatformAuthenticatorAvailable', error: 127 },
      { reason: 'not-supported' },
    ],
    [{ apiVersion: null, platformAuthenticator: { result: 0, available: false } }, known(1)],
    [{ apiVersion: 9, platformAuthenticator: { result: 1 } }, known(9)],
  ])('%j', async (webauthn, webauthnApi) => {
    expect(await observe({ webauthn })).toMatchObject({ facts: { webauthnApi } });
  });
});

const credential = (more: object) => ({
  version: 3,
  rpId: 'login.microsoft.com',
  removable: true,
  backedUp: false,
  authenticatorName: null,
  ...more,
});
describe('a passkey for Entra ID', () => {
  it.each([
    ['one that can be deleted', [credential({})], known(true)],
    ['one of Windows’ own sign-in', [credential({ removable: false })], known(false)],
    ['one of another site', [credential({ rpId: 'login.contoso.example' })], known(false)],
    ['one that does not say whose', [credential({ rpId: null })], { kind: 'unknown', reason: 'unreadable' }],
    ['an empty list', [], known(false)],
  ])('%s', async (_name, credentials, entraPasskey) => {
    const native = { 'platformCredentials login.microsoft.com': { result: 0, credentials } };
    expect(await observe(native)).toMatchObject({ facts: { entraPasskey } });
  });
  it('is not known on a Windows without the list', async () => {
    const missing = { missing: 'webauthn.dll!WebAuthNGetPlatformCredentialList', error: 127 };
    expect(await observe({ 'platformCredentials login.microsoft.com': missing })).toMatchObject({
      facts: { entraPasskey: { kind: 'unknown', reason: 'not-supported' } },
    });
  });
});

describe('the PIN', () => {
  const without: FakeRegistry = { [PIN]: {}, [`${PIN}\\${other}`]: { LogonCredsAvailable: 1 } };
  it.each([
    ['an entry that says no', { [`${PIN}\\${sid}`]: { LogonCredsAvailable: 0 } }, {}, known(false)],
    [
      'no entry, and keys cannot be made',
      without,
      { keyCredential: { result: 0, supported: false } },
      known(false),
    ],
    ['no entry, but keys can be made', without, {}, known(true)],
    [
      'a value that nobody explains',
      { [`${PIN}\\${sid}`]: { LogonCredsAvailable: 2 } },
      { keyCredential: { result: 0, supported: false } },
      known(false),
    ],
    [
      'no entry, and no answer',
      without,
      { keyCredential: { result: 1 } },
      { kind: 'unknown', reason: 'refused' },
    ],
    [
      'a closed registry, and no answer',
      fails('denied'),
      { keyCredential: { result: 1 } },
      { kind: 'unknown', reason: 'needs-elevation' },
    ],
  ])('%s', async (_name, keys, native, pinSet) => {
    expect(await observe(native, keys as FakeRegistry)).toMatchObject({ facts: { pinSet } });
  });
});

describe('accounts of the PC', () => {
  it('are not told when one of them is closed, or the provider is not there', async () => {
    const closed = { ...registry, [`${PIN}\\${other}`]: { problem: 'denied' } as const };
    expect(await observe({}, closed)).toMatchObject({ facts: { accounts: { reason: 'needs-elevation' } } });
    expect(await observe({}, {})).toMatchObject({ facts: { accounts: { kind: 'unknown' } } });
  });
  it('enrolled factors fall back on the registry, never on "none"', async () => {
    const failed = { [`enrolledFactors ${sid}`]: { result: 0x8009_8018 } };
    expect(await observe(failed)).toMatchObject({
      facts: { enrolledFactors: known(['face', 'fingerprint']) },
    });
    expect(await observe(failed, { [PIN]: {} })).toMatchObject({
      facts: { enrolledFactors: { kind: 'unknown', reason: 'refused' } },
    });
  });
});
