import { describe, expect, test } from 'vitest';
import {
  ALL_PROFILE,
  profile,
  restrict,
  target,
  withModels,
  withTenant,
} from '../../../test/contract/key-grounds.ts';
import {
  browser,
  browsers,
  device,
  is,
  JUDGED_AT,
  known,
  macModel,
  mdm,
  meaningless,
  noPlatformSso,
  os,
  platformSso,
  readKey,
  secureEnclave,
  touchId,
  unknown,
  untold,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import type { Signals } from '../../contract/signals.ts';
import type { PasskeyKind } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { explain } from '../explain/explain.ts';
import { assess } from './assess.ts';
import { type Grounds, judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';

const { policy: packaged, remediation } = judgingFiles(await readPolicyFiles());
const plain = withModels(packaged);

function kindOf(subject: Subject, kind: PasskeyKind, grounds: Grounds = plain) {
  const found = assess(subject, grounds, JUDGED_AT).kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no verdict for ${kind}`);
  const { state, findings } = found;
  return { state, findings, codes: findings.map(({ code }) => code) };
}
const mac = (first: Signals = {}, then: Signals = {}) => device('darwin', Object.assign({}, first, then));
const sso = (change: Parameters<typeof platformSso>[0]) => ({
  'platform-sso': known(platformSso(change)),
});
const macos = (version: string) => ({
  os: known(os('darwin', { version, prettyName: `macOS ${version}` })),
});
const safari = { browsers: known(browsers(browser('safari', '18.3'))) };
/** Apple silicon without a Touch ID keyboard. macOS says "Biometrics functionality: 1" there all the same, and so allows it. */
const macMini = {
  ...safari,
  hardware: known({ ...macModel('Mac14,3'), form: 'desktop' as const }),
  'biometric-sensor': known({ sensors: [], allowed: is({ value: true, by: 'default' as const }) }),
};
const unregistered = { registered: is(false), userState: is('none' as const), tokens: is('none' as const) };
const demanding = { biometricPolicy: is(true) };

describe('test vectors of the truth table on a Mac', () => {
  test('V5 Mac mini without a Touch ID keyboard, registered by the Secure Enclave: ready', () => {
    const { state, codes } = kindOf(mac(macMini), 'macplat');
    expect([state, ...codes]).toEqual(['ready', 'PSSO_PASSKEY_READY']);
    expect(assess(mac(macMini), plain, JUDGED_AT).state).toBe('ready');
  });

  test('V6 the same where Touch ID is demanded: blocked', () => {
    const { state, codes, findings } = kindOf(mac(macMini, sso(demanding)), 'macplat');
    expect([state, ...codes]).toEqual(['blocked', 'TOUCHID_REQUIRED_MISSING']);
    expect(findings[0]?.evidence.map(({ says }) => says)).toEqual([
      'Touch ID is demanded',
      'no Touch ID sensor',
    ]);
  });

  test('V7 MacBook by the method password: blocked for this kind', () => {
    const subject = mac(safari, sso({ method: is('password') }));
    const { state, codes } = kindOf(subject, 'macplat');
    expect([state, ...codes]).toEqual(['blocked', 'PSSO_METHOD_NOT_SECURE_ENCLAVE']);
    expect(assess(subject, plain, JUDGED_AT).state).toBe('ready');
  });

  test('V14 a key without a PIN, with Safari only: the PIN comes before registration', () => {
    const bare = readKey(
      { options: { rk: true, up: true, plat: false, clientPin: false, alwaysUv: false } },
      { pinRetries: meaningless },
    );
    const subject = mac(safari, withKeys(bare));
    const { state, codes } = kindOf(subject, 'seckey');
    expect([state, codes[0]]).toEqual(['ready-after-action', 'KEY_PIN_NOT_SET']);
    const told = explain(assess(subject, plain, JUDGED_AT), 'darwin', remediation);
    const steps = told.actions.find(({ code }) => code === 'KEY_PIN_NOT_SET')?.steps ?? [];
    expect(steps[0]).toContain('before you register');
  });
});

describe('Macs on the way to a passkey', () => {
  test('nobody manages it: what IT and the person have to do, and nothing about a registration', () => {
    const subject = mac(safari, {
      'mdm-enrolment': known(mdm(false)),
      'platform-sso': known(
        noPlatformSso('none', { companyPortal: is(null), credentialProvider: meaningless }),
      ),
    });
    const { state, findings } = kindOf(subject, 'macplat');
    expect(state).toBe('ready-after-action');
    expect(findings.map(({ code, owner }) => `${code} ${owner}`)).toEqual([
      'MDM_NOT_ENROLLED it',
      'COMPANY_PORTAL_MISSING person',
      'PSSO_NOT_CONFIGURED it',
    ]);
  });

  test("another maker's Platform single sign-on is not Microsoft's", () => {
    const { state, findings } = kindOf(mac({ 'platform-sso': known(noPlatformSso('other')) }), 'macplat');
    expect([state, findings[0]?.code]).toEqual(['ready-after-action', 'PSSO_NOT_CONFIGURED']);
    expect(findings[0]?.evidence[0]?.says).toBe('Platform single sign-on of another maker is set up');
  });

  test('set up and not registered: one step for the person', () => {
    const { state, codes, findings } = kindOf(mac(sso(unregistered)), 'macplat');
    expect([state, ...codes]).toEqual(['ready-after-action', 'PSSO_NOT_REGISTERED']);
    expect(findings[0]?.owner).toBe('person');
  });

  test('the Mac says Registered and the person is not: never ready', () => {
    for (const userState of ['needs-registration', 'needs-new-keys', 'other'] as const) {
      const { state, codes } = kindOf(mac(sso({ userState: is(userState) })), 'macplat');
      expect([state, ...codes]).toEqual(['ready-after-action', 'PSSO_NEEDS_REPAIR']);
    }
  });

  test('registered by the method password: registering again is not asked for before the method is changed', () => {
    const { codes } = kindOf(mac(sso({ ...unregistered, method: is('password') })), 'macplat');
    expect(codes).toEqual(['PSSO_METHOD_NOT_SECURE_ENCLAVE']);
  });

  test('a method about which nothing is published is neither ready nor blocked', () => {
    expect(kindOf(mac(sso({ method: is('access-key') })), 'macplat').state).toBe('unknown');
  });

  test('no choice about AutoFill leaves a note; a switch that is off is one step', () => {
    const undecided = kindOf(mac(sso({ credentialProvider: is('undecided') })), 'macplat');
    expect([undecided.state, ...undecided.codes]).toEqual([
      'ready',
      'PSSO_PASSKEY_READY',
      'CREDENTIAL_PROVIDER_UNDECIDED',
    ]);
    const hidden = kindOf(mac(sso({ credentialProvider: untold('timed-out') })), 'macplat');
    expect([hidden.state, hidden.findings.at(-1)?.severity]).toEqual(['ready', 'info']);
    expect(kindOf(mac(sso({ credentialProvider: is('off') })), 'macplat').state).toBe('ready-after-action');
  });

  test('Touch ID that works now outweighs a count that could not be told', () => {
    const counted = (usableNow: boolean) => ({
      ...sso(demanding),
      'biometric-sensor': known({ ...touchId(null), usableNow: is(usableNow) }),
    });
    expect(kindOf(mac(counted(true)), 'macplat').state).toBe('ready');
    // The lid may be shut.
    expect(kindOf(mac(counted(false)), 'macplat').state).toBe('unknown');
  });

  test('a demand for Touch ID that could not be told hurts only where Touch ID is not in order', () => {
    const hidden = sso({ biometricPolicy: untold() });
    expect(kindOf(mac(hidden), 'macplat').state).toBe('ready');
    expect(kindOf(mac(macMini, hidden), 'macplat').state).toBe('unknown');
  });
});

describe('a macOS that is too old', () => {
  // The command is not there before macOS 13, so the agent has nothing to tell of Platform single sign-on.
  const monterey = {
    ...macos('12.7.6'),
    'platform-sso': known(
      noPlatformSso('none', {
        extension: meaningless,
        companyPortal: is('5.2504.0'),
        credentialProvider: meaningless,
      }),
    ),
  };
  const on = (model: string | null, chip: 't2' | 'none' | 'apple-silicon') =>
    mac(monterey, {
      hardware: known(macModel(model)),
      'secure-enclave': known(secureEnclave(chip)),
    });
  test('on a model that can have a newer one: update first', () => {
    const { state, codes } = kindOf(on('MacBookPro15,1', 't2'), 'macplat');
    expect([state, ...codes]).toEqual(['ready-after-action', 'OS_TOO_OLD']);
  });
  test('on a model that ends there: blocked, with words of its own and no advice to update', () => {
    const subject = on('MacBookPro13,1', 'none');
    const { state, codes } = kindOf(subject, 'macplat');
    expect([state, ...codes]).toEqual(['blocked', 'NO_SECURE_ENCLAVE', 'OS_TOO_OLD']);
    const told = explain(assess(subject, plain, JUDGED_AT), 'darwin', remediation);
    const findings = told.kinds.find(({ kind }) => kind === 'macplat')?.findings ?? [];
    expect(findings[1]?.title).toContain('no newer macOS');
    expect(findings[1]?.evidence[0]?.says).toBe('MacBookPro13,1 can install macOS 12 at most');
    expect(told.actions.filter(({ kinds }) => kinds.includes('macplat'))).toEqual([]);
  });
  test('on Apple silicon that no list knows yet: update first', () => {
    expect(kindOf(on('Mac99,1', 'apple-silicon'), 'macplat').state).toBe('ready-after-action');
  });
  test('on a model that no list knows: could not tell', () => {
    expect(kindOf(on('MacPro99,1', 't2'), 'macplat').state).toBe('unknown');
    expect(kindOf(on(null, 't2'), 'macplat').state).toBe('unknown');
  });
});

describe('what could not be looked at', () => {
  test.each<[string, Signals]>([
    ['Platform single sign-on', { 'platform-sso': unknown('needs-person-session') }],
    ['the method', sso({ method: untold() })],
    ['the registration of the Mac', sso({ registered: untold() })],
    ['the registration of the person', sso({ userState: untold('needs-person-session') })],
    ['the version of macOS', { os: unknown('crashed') }],
  ])('%s: neither ready nor blocked', (_what, change) => {
    const { state, codes } = kindOf(mac(change), 'macplat');
    expect([state, codes[0]]).toEqual(['unknown', 'SIGNAL_UNKNOWN']);
  });
  test('what a registration in order proves needs no look of its own', () => {
    const { state } = kindOf(
      mac({
        'secure-enclave': unknown('timed-out'),
        'mdm-enrolment': unknown('refused'),
        hardware: unknown('refused'),
        'biometric-sensor': unknown('timed-out'),
      }),
      'macplat',
    );
    expect(state).toBe('ready');
  });
  test('an empty report is unknown in every kind', () => {
    const { state, kinds } = assess({ platform: 'darwin', signals: {} }, plain, JUDGED_AT);
    expect(state).toBe('unknown');
    expect(kinds.find(({ kind }) => kind === 'macplat')?.state).toBe('unknown');
  });
});

describe("the tenant's settings and a Mac's own passkey", () => {
  const MAC = '7fd635b3-2ef9-4542-8d9d-164f2c771efc';
  const attesting = withTenant(plain, {
    passkeyProfiles: [profile({ attestationEnforcement: 'registrationOnly' })],
    includeTargets: [target('all_users', ALL_PROFILE)],
  });
  test('an allow list without its model blocks, one with it does not', () => {
    const listing = (...aaguids: string[]) =>
      withTenant(plain, { keyRestrictions: restrict('allow', ...aaguids) });
    expect(kindOf(mac(), 'macplat', listing())).toMatchObject({
      state: 'blocked',
      codes: ['AAGUID_NOT_ALLOWED'],
    });
    expect(kindOf(mac(), 'macplat', listing(`{${MAC.toUpperCase()}}`)).state).toBe('ready');
  });
  test('attestation counts at registration only, and whether a Mac passes is not published', () => {
    expect(kindOf(mac(), 'macplat', attesting).state).toBe('ready');
    const open = kindOf(mac(sso(unregistered)), 'macplat', attesting);
    expect([open.state, open.codes[0]]).toEqual(['unknown', 'ATTESTATION_UNPUBLISHED']);
  });
});
