import { describe, expect, test } from 'vitest';
import { ALL_PROFILE, profile, target, withModels, withTenant } from '../../../test/contract/key-grounds.ts';
import {
  closedKey,
  device,
  helloForBusiness,
  helloPolicy,
  homePc,
  is,
  JUDGED_AT,
  joinState,
  known,
  meaningless,
  models,
  noTpm,
  os,
  readKey,
  session,
  set,
  tpm,
  unknown,
  untold,
  windowsHello,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import type { Signals } from '../../contract/signals.ts';
import type { PasskeyKind } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { type Grounds, judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';

const { policy: packaged } = judgingFiles(await readPolicyFiles());
const plain = withModels(packaged);

function kindOf(subject: Subject, kind: PasskeyKind, grounds: Grounds = plain) {
  const found = assess(subject, grounds, JUDGED_AT).kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no verdict for ${kind}`);
  const { state, findings } = found;
  return { state, findings, codes: findings.map(({ code }) => code) };
}
const work = (first: Signals = {}, then: Signals = {}) => device('win32', Object.assign({}, first, then));
const forBusiness = (change: Parameters<typeof helloForBusiness>[0]) => ({
  'hello-for-business': known(helloForBusiness(change)),
});
const notSetUp: Signals = forBusiness({
  credential: is(false),
  prerequisites: is({ willProvision: true, unmet: [] }),
});
const attesting = withTenant(plain, {
  passkeyProfiles: [profile({ attestationEnforcement: 'registrationOnly' })],
  includeTargets: [target('all_users', ALL_PROFILE)],
});

describe('test vectors of the truth table on Windows', () => {
  test('V1 corporate PC with Hello for Business: ready, and the passkey on the PC is covered by it', () => {
    const pc = work();
    expect(kindOf(pc, 'whfb')).toMatchObject({ state: 'ready', codes: ['WHFB_ENROLLED'] });
    expect(kindOf(pc, 'winhello')).toMatchObject({ state: 'not-applicable', codes: ['COVERED_BY_WHFB'] });
    expect(kindOf(pc, 'hybrid').state).toBe('ready');
  });

  test('V2 home PC in a workgroup with PIN and face: blocked for business, ready as a passkey', () => {
    const pc = homePc();
    expect(kindOf(pc, 'whfb')).toMatchObject({ state: 'blocked', codes: ['NOT_ENTRA_JOINED'] });
    expect(kindOf(pc, 'winhello')).toMatchObject({ state: 'ready', codes: ['HELLO_AVAILABLE'] });
    expect(assess(pc, plain, JUDGED_AT).state).toBe('ready');
  });

  test('V3 Windows 10 without TPM and PIN, where a TPM is required', () => {
    const pc = work({
      ...forBusiness({
        credential: is(false),
        primaryRefreshToken: is(true),
        prerequisites: is({ willProvision: false, unmet: ['DeviceEligible'] }),
      }),
      'hello-policy': known(helloPolicy({ requireSecurityDevice: set(true) })),
      'windows-hello': known(
        windowsHello({
          platformAuthenticator: is(false),
          consentVerifier: is('not-configured'),
          pinSet: is(false),
          enrolledFactors: is([]),
        }),
      ),
      tpm: known(noTpm),
      os: known(os('win32', { version: '10.0.19045', release: '22H2', edition: 'Professional' })),
    });
    expect(kindOf(pc, 'whfb')).toMatchObject({
      state: 'blocked',
      codes: ['TPM_REQUIRED_MISSING', 'OS_OUT_OF_SUPPORT', 'PIN_ONLY'],
    });
    expect(kindOf(pc, 'winhello')).toMatchObject({
      state: 'ready-after-action',
      codes: ['HELLO_NOT_SET_UP', 'SOFTWARE_KEYS', 'OS_OUT_OF_SUPPORT'],
    });
  });

  test('V4 laptop whose Enhanced Sign-in Security hides its sensors: what is enrolled counts', () => {
    const pc = work({
      'biometric-sensor': known({ sensors: [], complete: false, enhancedSignIn: is('on') }),
      'windows-hello': known(windowsHello({ enrolledFactors: is(['face']) })),
    });
    expect(kindOf(pc, 'whfb')).toMatchObject({ state: 'ready', codes: ['WHFB_ENROLLED'] });
    const verdict = assess(pc, plain, JUDGED_AT);
    expect(JSON.stringify(verdict)).not.toMatch(/SENSOR|PIN_ONLY/);
  });

  test('V11 a key that only administrators may open, without and with the log of an earlier use', () => {
    const closed = closedKey('needs-elevation', untold('needs-elevation'));
    const bare = kindOf(homePc(withKeys(closed)), 'seckey');
    expect(bare.state).toBe('unknown');
    expect(bare.codes[0]).toBe('KEY_NOT_READABLE');
    expect(bare.findings[0]?.evidence).toHaveLength(1);
    const logged = { ...closed, loggedModel: is(models.yubikey57Nfc) };
    const named = kindOf(homePc(withKeys(logged)), 'seckey');
    expect(named.state).toBe('unknown');
    expect(named.findings[0]?.evidence[1]?.says).toContain(`Model a25342c0 (${models.yubikey57Nfc})`);
  });

  test('V12 home PC and a phone in a tenant that enforces attestation', () => {
    const pc = homePc();
    expect(kindOf(pc, 'winhello', attesting)).toMatchObject({ state: 'blocked' });
    expect(kindOf(pc, 'winhello', attesting).codes).toContain('ATTESTATION_ENFORCED');
    expect(kindOf(pc, 'synced', attesting)).toMatchObject({ state: 'blocked' });
    expect(kindOf(pc, 'synced', attesting).codes).toContain('SYNCED_NOT_ALLOWED');
    expect(kindOf(pc, 'hybrid', attesting)).toMatchObject({ state: 'ready-after-action' });
    expect(kindOf(pc, 'hybrid', attesting).codes).toContain('REGISTER_ON_PHONE');
    expect(kindOf(homePc(withKeys(readKey())), 'seckey', attesting).state).toBe('ready');
    const unlisted = withKeys(readKey({ aaguid: models.onNoList }));
    expect(kindOf(homePc(unlisted), 'seckey', attesting).codes).toContain('KEY_NOT_ATTESTABLE');
  });

  test('V15 weak TPM firmware outranks a credential that is set up', () => {
    const pc = work({ tpm: known(tpm({ weakFirmware: is(true) })) });
    expect(kindOf(pc, 'whfb')).toMatchObject({
      state: 'ready-after-action',
      codes: ['TPM_FIRMWARE_WEAK', 'WHFB_ENROLLED'],
    });
  });
});

describe('what row 2 silences', () => {
  const forbidden: Signals = {
    'hello-policy': known(helloPolicy({ enabled: set(false), requireSecurityDevice: set(true) })),
    tpm: known(noTpm),
    os: known(os('win32', session('remote'))),
  };
  test('is silent with the credential and token there', () => {
    expect(kindOf(work(forbidden), 'whfb')).toMatchObject({ state: 'ready', codes: ['WHFB_ENROLLED'] });
  });
  test('speaks without the credential', () => {
    const { state, codes } = kindOf(work(forbidden, notSetUp), 'whfb');
    expect(state).toBe('blocked');
    expect(codes).toEqual(
      expect.arrayContaining(['WHFB_DISABLED_BY_POLICY', 'TPM_REQUIRED_MISSING', 'REMOTE_SESSION']),
    );
  });
  test.each<[string, Signals]>([
    ['the credential', forBusiness({ credential: untold('needs-person-session') })],
    ['the token', forBusiness({ primaryRefreshToken: untold('timed-out') })],
    ['everything of the signal', { 'hello-for-business': unknown('crashed') }],
  ])('is untold with %s untold: a setting alone never blocks', (_what, change) => {
    const { state, codes } = kindOf(work(forbidden, change), 'whfb');
    expect([state, codes[0]]).toEqual(['unknown', 'SIGNAL_UNKNOWN']);
    expect(codes).not.toContain('WHFB_DISABLED_BY_POLICY');
  });
});

describe('readings that could not be told', () => {
  test('a token has no meaning on a registered device', () => {
    for (const primaryRefreshToken of [is(false), untold(), meaningless]) {
      const pc = work({
        'join-state': known(joinState('registered')),
        ...forBusiness({ primaryRefreshToken }),
      });
      expect(kindOf(pc, 'whfb')).toMatchObject({ state: 'ready', codes: ['WHFB_ENROLLED'] });
    }
  });
  test('a joined PC whose token could not be told is neither ready nor one step away', () => {
    const { state, codes } = kindOf(work(forBusiness({ primaryRefreshToken: untold() })), 'whfb');
    expect(state).toBe('unknown');
    expect(codes).not.toContain('PRT_MISSING');
  });
  test('without a credential and with a check that could not be told nothing is promised', () => {
    const pc = work(forBusiness({ credential: is(false), prerequisites: untold() }));
    expect(kindOf(pc, 'whfb').state).toBe('unknown');
  });
  test('firmware and state of the TPM that were not asked take nothing from a credential that works', () => {
    const pc = work({ tpm: known(tpm({ weakFirmware: undefined, state: untold('needs-elevation') })) });
    const { state, findings } = kindOf(pc, 'whfb');
    expect(state).toBe('ready');
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toContain('SIGNAL_UNKNOWN info');
  });
  test('Entra ID that could not be asked blocks nobody who holds a token, and is unknown for who does not', () => {
    const offline: Signals = { 'join-state': known(joinState('joined', { deviceAuth: is('failed') })) };
    expect(kindOf(work(offline), 'whfb').state).toBe('ready');
    expect(kindOf(work(offline, notSetUp), 'whfb').state).toBe('unknown');
  });
  test('a working Hello rules out what only the other ways to ask could have said', () => {
    const pc = homePc({
      'windows-hello': known(windowsHello({ webauthnApi: untold(), consentVerifier: untold() })),
      'hello-policy': unknown('crashed'),
    });
    expect(kindOf(pc, 'winhello').state).toBe('ready');
  });
});

describe('evidence', () => {
  test('the error of the last sign-in is shown with the way to explain it', () => {
    const pc = work(forBusiness({ primaryRefreshToken: is(false), lastSignInError: is('0xc000006d') }));
    const found = kindOf(pc, 'whfb').findings.find(({ code }) => code === 'PRT_MISSING');
    expect(found?.evidence.map(({ says }) => says)).toContain(
      'the last sign-in to Entra ID failed with 0xc000006d (keyready explain 0xc000006d)',
    );
  });
  test('a setting names who set it and who else did', () => {
    const enabled = is({ value: false, from: 'user-gpo' as const, alsoSetBy: ['device-mdm' as const] });
    const pc = work(notSetUp, { 'hello-policy': known(helloPolicy({ enabled })) });
    const found = kindOf(pc, 'whfb').findings.find(({ code }) => code === 'WHFB_DISABLED_BY_POLICY');
    expect(found?.evidence[0]?.says).toBe(
      'Windows Hello for Business: no, set by group policy for the person; also set by device management for the PC',
    );
  });
  test('a predicted model is called predicted', () => {
    const restricted = withTenant(plain, {
      keyRestrictions: { isEnforced: true, enforcementType: 'allow', aaGuids: [] },
    });
    const { findings } = kindOf(homePc({ tpm: known(noTpm) }), 'winhello', restricted);
    const says = findings.find(({ code }) => code === 'AAGUID_NOT_ALLOWED')?.evidence.map((one) => one.says);
    expect(says?.join('\n')).toMatch(/predicted from the PC, not read: .*6028b017/);
  });
  test('the end of support is judged by the day', () => {
    const pc = homePc({ os: known(os('win32', { edition: 'Professional' })) });
    const codesOn = (day: string) =>
      assess(pc, plain, new Date(`${day}T12:00:00Z`)).kinds.flatMap(({ findings }) =>
        findings.map(({ code }) => code),
      );
    expect(codesOn('2026-10-13')).not.toContain('OS_OUT_OF_SUPPORT');
    expect(codesOn('2026-10-14')).toContain('OS_OUT_OF_SUPPORT');
  });
});

describe('whether a key opens Windows itself', () => {
  test('never changes the verdict of security keys', () => {
    for (const change of [
      {},
      { 'hello-policy': known(helloPolicy({ securityKeySignIn: set(true) })) },
      { 'hello-policy': unknown('crashed') },
      { 'join-state': unknown('crashed') },
      { 'join-state': known(joinState('none', { domainJoined: is(true) })) },
    ] as readonly Signals[]) {
      expect(kindOf(work(withKeys(readKey()), change), 'seckey').state).toBe('ready');
    }
  });
});
