import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWithMingw } from '../../../scripts/native/build-with-mingw.ts';
import { type NativeFact, nativeAnswers } from '../../../src/platform/windows/native-answers.ts';
import { askAddon } from './ask-addon.ts';
import { ensureStandIns } from './stand-in-dlls.ts';
import { startWineMachine, type WineMachine } from './wine-machine.ts';

/** Wine has these itself; the others it lacks, and takes ours. */
const replaced = ['tbs', 'netapi32', 'wevtapi'];
const rp = 'login.microsoft.com';
const E_POINTER = 0x8000_4003;
const INVALID_DATA = 0x8007_000d;

let machine: WineMachine;
beforeAll(async () => {
  await buildWithMingw();
  machine = await startWineMachine();
  const folder = await ensureStandIns();
  for (const name of await readdir(folder))
    if (name.endsWith('.dll') && !name.includes('1903')) await machine.layDll(join(folder, name), name);
});
afterAll(() => machine?.remove());

/** Answers to facts on stand-ins that do what the variables say, each checked as a probe would. */
async function answers(
  env: Record<string, string>,
  ...questions: readonly (readonly [NativeFact, ...string[]])[]
): Promise<unknown[]> {
  const got = await askAddon(machine, questions, { env, native: replaced });
  return got.map((answer, at) => {
    if ('rejected' in answer) throw new Error(answer.rejected);
    const fact = questions[at]?.[0];
    return fact && nativeAnswers[fact].parse(answer.value);
  });
}
const answer = async (env: Record<string, string>, ...question: readonly [NativeFact, ...string[]]) =>
  (await answers(env, question))[0];

describe('our marshalling of tbs.dll, on a stand-in (not Windows)', () => {
  const getCapability = '8001000000160000017a000000060000010500000001';
  it.each([
    ['1.2', { result: 0, tpmVersion: 1, interfaceType: 1, implementationRevision: 0 }],
    ['2.0', { result: 0, tpmVersion: 2, interfaceType: 1, implementationRevision: 0 }],
    ['none', { result: 0x8028_400f }],
    ['disabled', { result: 0x8028_4010 }],
    ['error:80284008', { result: 0x8028_4008 }],
  ])('TPM %s', async (KEYREADY_TPM, expected) => {
    expect(await answer({ KEYREADY_TPM }, 'tpmDevice')).toEqual(expected);
  });
  it('a capability comes back byte for byte, and one longer than the buffer is cut at it', async () => {
    const bytes = '80010000002b0000000000000000060000000300000105494658000000010b000700550000010c0011cb00';
    expect(await answer({}, 'tpmCapability', getCapability)).toEqual({ result: 0, response: bytes });
    expect(await answer({ KEYREADY_TPM: 'huge-answer' }, 'tpmCapability', getCapability)).toEqual({
      result: 0,
      response: bytes.padEnd(2 * 4096, '0'),
    });
  });
});

describe('our marshalling of webauthn.dll, on a stand-in (not Windows)', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('API version %i', async (version) => {
    const env = { KEYREADY_WEBAUTHN: String(version) };
    const [webauthn, authenticators] = await answers(env, ['webauthn'], ['passkeyAuthenticators']);
    expect(webauthn).toEqual({ apiVersion: version, platformAuthenticator: { result: 0, available: true } });
    expect(authenticators).toEqual(
      version < 9
        ? { result: 0x8000_4001 }
        : { result: 0, authenticators: [{ id: '08987058cadc', name: 'Windows Hello', locked: true }] },
    );
  });
  it('Hello that is not available, and a call that fails', async () => {
    expect(await answer({ KEYREADY_HELLO: 'no' }, 'webauthn')).toMatchObject({
      platformAuthenticator: { result: 0, available: false },
    });
    expect(await answer({ KEYREADY_HELLO: 'error:80070005' }, 'webauthn')).toMatchObject({
      platformAuthenticator: { result: 0x8007_0005 },
    });
  });
  it('credentials of each structure version: what a version does not have is null, and nothing behind it is read', async () => {
    // The last unit of the name is half a character.
    const name = 'Windows Hello \ud83d';
    const one = (version: number, backedUp: boolean | null, authenticatorName: string | null) => ({
      ...{ version, rpId: rp, removable: false, backedUp, authenticatorName },
    });
    const told = await answer({ KEYREADY_CREDENTIALS: '01234' }, 'platformCredentials', rp);
    expect(told).toEqual({
      result: 0,
      credentials: [
        one(1, null, null),
        one(1, null, null),
        one(2, true, null),
        one(3, true, name),
        one(4, true, name),
      ],
    });
    expect(JSON.stringify(told)).not.toMatch(/anna|contoso|c0ffee/i);
  });
  it('no credential is the error Windows has for it', async () => {
    expect(await answer({}, 'platformCredentials', '')).toEqual({ result: 0x8009_0011 });
  });
  it.each([
    ['null-list', { result: E_POINTER }],
    ['null-array', { result: E_POINTER }],
    ['null-entry', { result: E_POINTER }],
    ['too-many', { result: INVALID_DATA }],
    ['no-rp', { result: 0, credentials: [{ rpId: null }] }],
    ['unterminated', { result: 0, credentials: [{ authenticatorName: 'x'.repeat(4096) }] }],
    ['error:80070005', { result: 0x8007_0005 }],
  ])('damaged credentials: %s', async (KEYREADY_CREDENTIALS, expected) => {
    expect(await answer({ KEYREADY_CREDENTIALS }, 'platformCredentials', rp)).toMatchObject(expected);
  });
  it('an authenticator whose id cannot have that size has none', async () => {
    const env = { KEYREADY_WEBAUTHN: '9', KEYREADY_AUTHENTICATORS: 'huge-id' };
    expect(await answer(env, 'passkeyAuthenticators')).toMatchObject({ authenticators: [{ id: '' }] });
  });
});

describe('our marshalling of winbio.dll, on a stand-in (not Windows)', () => {
  const unit = {
    ...{ factor: 8, sensorSubType: 2, capabilities: 0x1f, firmware: '3.17' },
    ...{ description: 'ELAN WBF Fingerprint Sensor', manufacturer: 'ELAN 小', model: '0C4B' },
  };
  const questions = [
    ['biometricUnits'],
    ['enrolledFactors', '*'],
    ['enrolledFactors', 'S-1-5-21-1-2-3-1001'],
    ['enhancedSignIn'],
  ] as const;
  const notSecured = {
    capable: { result: 0, value: false },
    enabled: { result: 0, value: false },
    sensors: { result: 0, sensors: [] },
  };
  it.each([
    ['none', [], 0, notSecured],
    ['fingerprint', [unit], 8, notSecured],
    ['face', [], 2, notSecured],
    ['both', [unit, unit], 10, notSecured],
    [
      'hidden',
      [],
      2,
      {
        capable: { result: 0, value: true },
        enabled: { result: 0, value: true },
        sensors: {
          result: 0,
          sensors: [
            { factor: 2, capable: true },
            { factor: 8, capable: false },
          ],
        },
      },
    ],
  ])('sensors: %s', async (KEYREADY_SENSORS, units, factors, secured) => {
    const told = await answers({ KEYREADY_SENSORS }, ...questions);
    expect(told).toEqual([{ result: 0, units }, { result: 0, factors }, { result: 0, factors }, secured]);
    expect(JSON.stringify(told)).not.toContain('SERIAL');
  });
  it('texts that fill all 256 characters have no end and lose nothing', async () => {
    const full = 'y'.repeat(256);
    expect(await answer({ KEYREADY_SENSORS: 'full-texts' }, 'biometricUnits')).toMatchObject({
      units: [{ description: full, manufacturer: full, model: full }],
    });
  });
  it.each([
    ['null-units', { result: E_POINTER }],
    ['too-many', { result: INVALID_DATA }],
    ['error:80098020', { result: 0x8009_8020 }],
  ])('damaged units: %s', async (KEYREADY_SENSORS, expected) => {
    expect(await answer({ KEYREADY_SENSORS }, 'biometricUnits')).toEqual(expected);
  });
  it('settings, each with where it comes from', async () => {
    const env = { KEYREADY_BIOMETRIC_SIGN_IN: 'off', KEYREADY_BIOMETRIC_DOMAIN_SIGN_IN: 'policy-off' };
    expect(await answer(env, 'biometricSettings')).toEqual({
      enabled: { value: true, source: 1 },
      signIn: { value: false, source: 1 },
      domainSignIn: { value: false, source: 2 },
    });
  });
});

describe('our marshalling of netapi32.dll, on a stand-in (not Windows)', () => {
  const device = {
    ...{ deviceId: '2f9dc0aa-6ad5-4b3a-8c1e-7d90f1a2b3c4', tenantId: '8d2c9b10-1111-4222-8333-944455566677' },
    idpDomain: 'login.windows.net',
  };
  const nothing = { deviceId: null, tenantId: null, idpDomain: null, hasMdmUrl: false, hasUserKey: false };
  it.each([
    ['joined', { type: 1, ...device, hasMdmUrl: true, hasUserKey: true }, 2],
    ['hybrid', { type: 1, ...device, hasMdmUrl: true, hasUserKey: false }, 3],
    ['registered', { type: 2, ...device, hasMdmUrl: false, hasUserKey: true }, 2],
    ['none', null, 2],
    ['nulls', { type: 1, ...nothing }, 2],
  ])('%s', async (KEYREADY_JOIN, join, status) => {
    const told = await answers({ KEYREADY_JOIN }, ['entraJoin'], ['domainJoin']);
    expect(told).toEqual([
      { result: 0, join },
      { result: 0, status },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/anna|Contoso/);
  });
  it('an error is passed on', async () => {
    expect(await answer({ KEYREADY_JOIN: 'error:80070490' }, 'entraJoin')).toEqual({ result: 0x8007_0490 });
  });
});

describe('our marshalling of wevtapi.dll, on a stand-in (not Windows)', () => {
  const webAuthn = 'Microsoft-Windows-WebAuthN/Operational';
  const data = (name: string) => `Event/EventData/Data[@Name='${name}']`;
  const paths = [
    ...['Event/System/EventID', 'Event/System/TimeCreated/@SystemTime', 'Event/System/Security/@UserID'],
    ...['AAGuid', 'U2fProtocol', 'Product', 'Error', 'RpIdHash', 'Nothing'].map(data),
  ];
  it('2104: each kind of value as the event’s XML spells it, newest first; no account', async () => {
    const told = await answer({}, 'events', webAuthn, '*[System[EventID=2104]]', '2', ...paths);
    const rest = [null, '{2fc0579f-8113-47ea-b116-bb5a8db9202a}', 'false', 'YubiKey OTP+FIDO+CCID'];
    expect(told).toEqual({
      result: 0,
      rows: [
        ['2104', '2026-11-20T07:03:18.4410371Z', ...rest, '0x8009030d', '0ABCDE', null],
        ['2104', '2026-11-20T06:03:18.4410371Z', ...rest, '0x8009030d', '0ABCDE', null],
      ],
    });
  });
  it('1794: as many rows as there are', async () => {
    expect(await answer({}, 'events', 'System', '*', '1000', 'Event/System/EventID')).toEqual({
      result: 0,
      rows: [['1794'], ['1794'], ['1794']],
    });
  });
  it.each([
    ['none', { result: 0, rows: [] }],
    ['no-channel', { result: 15007 }],
    ['denied', { result: 5 }],
    ['broken-next', { result: 6 }],
    ['broken-render', { result: 13 }],
  ])('%s', async (KEYREADY_EVENTS, expected) => {
    expect(await answer({ KEYREADY_EVENTS }, 'events', 'System', '*', '5', 'Event/System/EventID')).toEqual(
      expected,
    );
  });
});

describe('our loader, on a webauthn.dll with the functions of Windows 10 1903 (not Windows)', () => {
  it('tells the functions that are not there apart from the library', async () => {
    await machine.layDll(join(await ensureStandIns(), 'webauthn-1903.dll'), 'webauthn.dll');
    const missing = (name: string) => ({ missing: `webauthn.dll!${name}`, error: 127 });
    expect(await answers({}, ['webauthn'], ['platformCredentials', rp], ['passkeyAuthenticators'])).toEqual([
      { apiVersion: null, platformAuthenticator: { result: 0, available: true } },
      missing('WebAuthNGetPlatformCredentialList'),
      missing('WebAuthNGetAuthenticatorList'),
    ]);
  });
});
