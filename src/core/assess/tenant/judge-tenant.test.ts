import { describe, expect, test } from 'vitest';
import {
  ALL_PROFILE,
  fido2,
  GROUP_PROFILE,
  profile,
  restrict,
  target,
  withMetadata,
  withModels,
  withTenant,
} from '../../../../test/contract/key-grounds.ts';
import { device, JUDGED_AT, models, readKey, withKeys } from '../../../../test/contract/seen-signals.ts';
import { Fido2Configuration } from '../../../contract/tenant.ts';
import { readPolicyFiles } from '../../../platform/policy-files.ts';
import { assess } from '../assess.ts';
import { judgingFiles } from '../grounds.ts';

const { policy: packaged } = judgingFiles(await readPolicyFiles());
const plain = withModels(packaged);
const THIS = models.yubikey57Nfc;
const OTHER = models.yubikeyBio;
type Change = Partial<Fido2Configuration>;
type Key = ReturnType<typeof readKey>;

function judge(change: Change, key: Key = readKey(), grounds = plain) {
  const verdict = assess(device('linux', withKeys(key)), withTenant(grounds, change), JUDGED_AT);
  const found = verdict.kinds.find(({ kind }) => kind === 'seckey');
  const codes = (found?.findings ?? [])
    .map(({ code }) => code)
    .filter((code) => code !== 'KEY_OK' && code !== 'METADATA_MISSING');
  return { state: found?.state, codes, findings: found?.findings ?? [], overall: verdict.overall };
}
const everyone = target('all_users', ALL_PROFILE);
const pilot = target('pilot-group', GROUP_PROFILE);
const profiles = (...all: Parameters<typeof profile>[0][]): Change => ({
  passkeyProfiles: all.map((one) => profile(one)),
  includeTargets: [everyone],
});
const two = (forAll: Parameters<typeof profile>[0], forPilot: Parameters<typeof profile>[0]): Change => ({
  passkeyProfiles: [
    profile({ name: 'Everyone', ...forAll }),
    profile({ id: GROUP_PROFILE, name: 'Pilot', ...forPilot }),
  ],
  includeTargets: [everyone, pilot],
});
const refusing = { keyRestrictions: restrict('allow', OTHER) };
const unlisted = readKey({ aaguid: models.onNoList });

const cases: [string, Change, Key, string, string[]][] = [
  ['nothing demanded', {}, readKey(), 'ready', []],
  ['switched off', { state: 'disabled' }, readKey(), 'blocked', ['PASSKEYS_DISABLED']],
  [
    'switched off hides what else it would refuse',
    { state: 'disabled', keyRestrictions: restrict('block', THIS) },
    readKey(),
    'blocked',
    ['PASSKEYS_DISABLED'],
  ],
  ['for nobody', { includeTargets: [] }, readKey(), 'blocked', ['PASSKEYS_DISABLED']],
  [
    'everybody excluded',
    { excludeTargets: [target('all_users')] },
    readKey(),
    'blocked',
    ['PASSKEYS_DISABLED'],
  ],
  [
    'a group excluded',
    { excludeTargets: [target('guests')] },
    readKey(),
    'ready',
    ['TENANT_GROUPS_EXCLUDED'],
  ],
  ['IT registers', { isSelfServiceRegistrationAllowed: false }, readKey(), 'ready', ['SELF_SERVICE_OFF']],
  ['for one group', { includeTargets: [target('pilot-group')] }, readKey(), 'ready', ['TENANT_GROUPS_ONLY']],
  ['for whom is not in the file', { includeTargets: undefined }, readKey(), 'ready', ['TENANT_GROUPS_ONLY']],
  ['allow list with this model', { keyRestrictions: restrict('allow', OTHER, THIS) }, readKey(), 'ready', []],
  [
    'allow list in capitals and braces',
    { keyRestrictions: restrict('allow', `{${THIS.toUpperCase()}}`) },
    readKey(),
    'ready',
    [],
  ],
  [
    'allow list without it',
    { keyRestrictions: restrict('allow', OTHER) },
    readKey(),
    'blocked',
    ['AAGUID_NOT_ALLOWED'],
  ],
  [
    'empty allow list takes nothing',
    { keyRestrictions: restrict('allow') },
    readKey(),
    'blocked',
    ['AAGUID_NOT_ALLOWED'],
  ],
  ['empty block list bars nothing', { keyRestrictions: restrict('block') }, readKey(), 'ready', []],
  [
    'block list with this model',
    { keyRestrictions: restrict('block', THIS) },
    readKey(),
    'blocked',
    ['AAGUID_NOT_ALLOWED'],
  ],
  [
    'list there, not enforced',
    { keyRestrictions: { ...restrict('block', THIS), isEnforced: false } },
    readKey(),
    'ready',
    [],
  ],
  [
    'restriction of a new kind',
    { keyRestrictions: { isEnforced: true, enforcementType: 'unknownFutureValue', aaGuids: [THIS] } },
    readKey(),
    'unknown',
    ['SIGNAL_UNKNOWN'],
  ],
  [
    'restriction without its list',
    { keyRestrictions: { isEnforced: true, enforcementType: 'allow' } },
    readKey(),
    'unknown',
    ['SIGNAL_UNKNOWN'],
  ],
  [
    'names instead of AAGUIDs allow nothing',
    { keyRestrictions: restrict('allow', 'YubiKey 5 NFC') },
    readKey(),
    'blocked',
    ['AAGUID_NOT_ALLOWED', 'TENANT_LIST_FAULTY'],
  ],
  [
    'hostile entries bar nothing',
    { keyRestrictions: restrict('block', '', '{}', '*', `${THIS}%`, '\u0000', '{'.repeat(100)) },
    readKey(),
    'ready',
    ['TENANT_LIST_FAULTY'],
  ],
  ['attestation, model listed by Microsoft', { isAttestationEnforced: true }, readKey(), 'ready', []],
  [
    'attestation, model not listed',
    { isAttestationEnforced: true },
    unlisted,
    'blocked',
    ['KEY_NOT_ATTESTABLE'],
  ],
  [
    'attestation, model withheld',
    { isAttestationEnforced: true },
    readKey({ aaguid: models.withheld }),
    'blocked',
    ['KEY_NOT_ATTESTABLE'],
  ],
  [
    'attestation, key attests otherwise',
    { isAttestationEnforced: true },
    readKey({ attestationFormats: ['none'] }),
    'blocked',
    ['KEY_NOT_ATTESTABLE'],
  ],
  ['attestation not told, model listed', { isAttestationEnforced: null }, readKey(), 'ready', []],
  [
    'attestation not told, model not listed',
    { isAttestationEnforced: null },
    unlisted,
    'unknown',
    ['SIGNAL_UNKNOWN'],
  ],
  [
    'attestation and list both refuse',
    { isAttestationEnforced: true, keyRestrictions: restrict('allow', OTHER) },
    unlisted,
    'blocked',
    ['KEY_NOT_ATTESTABLE', 'AAGUID_NOT_ALLOWED'],
  ],
  [
    'top-level settings do not count beside profiles',
    { ...profiles({}), isAttestationEnforced: true, keyRestrictions: restrict('block', THIS) },
    unlisted,
    'ready',
    [],
  ],
  [
    'profile for synced only',
    profiles({ passkeyTypes: 'synced' }),
    readKey(),
    'blocked',
    ['TYPE_NOT_ALLOWED'],
  ],
  ['profile for no type', profiles({ passkeyTypes: '' }), readKey(), 'blocked', ['TYPE_NOT_ALLOWED']],
  [
    'profile of a new type',
    profiles({ passkeyTypes: 'unknownFutureValue' }),
    readKey(),
    'unknown',
    ['SIGNAL_UNKNOWN'],
  ],
  [
    'profile demands attestation',
    profiles({ attestationEnforcement: 'registrationOnly' }),
    unlisted,
    'blocked',
    ['KEY_NOT_ATTESTABLE'],
  ],
  [
    'profile demands something new',
    profiles({ attestationEnforcement: 'always' }),
    unlisted,
    'unknown',
    ['SIGNAL_UNKNOWN'],
  ],
  ['profile for everyone takes it, the pilot refuses', two({}, refusing), readKey(), 'ready', []],
  [
    'profile for everyone refuses, the pilot takes it',
    two(refusing, {}),
    readKey(),
    'unknown',
    ['TENANT_DEPENDS_ON_GROUP'],
  ],
  [
    'both refuse, each for its own reason',
    two(refusing, { passkeyTypes: 'synced' }),
    readKey(),
    'blocked',
    ['TYPE_NOT_ALLOWED', 'AAGUID_NOT_ALLOWED'],
  ],
  [
    'two profiles for everyone, one takes it',
    { ...two(refusing, {}), includeTargets: [target('all_users', ALL_PROFILE, GROUP_PROFILE)] },
    readKey(),
    'ready',
    [],
  ],
  [
    'a profile that nobody is given does not count',
    { ...two(refusing, {}), includeTargets: [everyone] },
    readKey(),
    'blocked',
    ['AAGUID_NOT_ALLOWED'],
  ],
  [
    'a target without profiles means the default one',
    { ...profiles(refusing), includeTargets: [target('all_users')] },
    readKey(),
    'blocked',
    ['AAGUID_NOT_ALLOWED'],
  ],
  [
    'a target that names a profile of no file',
    { ...profiles({}), includeTargets: [everyone, target('g', 'gone')] },
    readKey(),
    'ready',
    ['TENANT_LIST_FAULTY'],
  ],
  [
    'only profiles of no file',
    { ...profiles({}), includeTargets: [target('all_users', 'gone')] },
    readKey(),
    'blocked',
    ['PASSKEYS_DISABLED', 'TENANT_LIST_FAULTY'],
  ],
];

describe("a tenant's settings", () => {
  test.each(cases)('%s', (_what, change, key, state, codes) => {
    expect(Fido2Configuration.safeParse(fido2(change)).error).toBeUndefined();
    const judged = judge(change, key);
    expect([judged.state, ...judged.codes.toSorted()]).toEqual([state, ...codes.toSorted()]);
  });

  test('a refusal names the profile, the model and the rule', () => {
    const says = judge(
      two(refusing, { attestationEnforcement: 'registrationOnly' }),
      unlisted,
    ).findings.flatMap(({ evidence }) => evidence.map((entry) => entry.says));
    expect(says.join('\n')).toContain(
      `the profile "Everyone" allows only listed keys, and ${models.onNoList} is not listed`,
    );
    expect(says.join('\n')).toContain(
      `the profile "Pilot" demands attestation, and ${models.onNoList} is not eligible`,
    );
  });

  test('what depends on a group names who takes the key and who refuses it', () => {
    const { findings } = judge(two(refusing, {}));
    expect(findings[0]?.evidence.map(({ says }) => says)).toEqual([
      expect.stringContaining('taken by the profile "Pilot"'),
      expect.stringContaining('refused by the profile "Everyone"'),
    ]);
  });

  test('the verdict says once for what the settings were used', () => {
    const codes = ({ overall }: ReturnType<typeof judge>) => overall.map(({ code }) => code);
    expect(codes(judge({}))).toContain('TENANT_POLICY_USED');
    expect(codes(judge({}))).not.toContain('TENANT_POLICY_UNKNOWN');
    const without = assess(device('linux'), plain, JUDGED_AT).overall.map(({ code }) => code);
    expect(without).toContain('TENANT_POLICY_UNKNOWN');
  });

  test('a model that is certified and not on the packaged list yet is neither taken nor refused', () => {
    const newer = withMetadata(plain, [{ status: 'FIDO_CERTIFIED_L1', effectiveDate: '2026-11-01' }], {
      aaguid: models.onNoList,
    });
    expect(judge({ isAttestationEnforced: true }, unlisted, newer)).toMatchObject({ state: 'unknown' });
    const noTable = { ...plain, keyKnowledge: { ...plain.keyKnowledge, models: new Map() } };
    expect(judge({ isAttestationEnforced: true }, readKey(), noTable)).toMatchObject({ state: 'unknown' });
  });

  test('a key that was not read is not refused and not taken', () => {
    const closed = { ...readKey(), depth: { kind: 'unknown' as const, reason: 'busy' as const } };
    const { state, codes } = judge({ keyRestrictions: restrict('allow') }, closed);
    expect([state, codes]).toEqual(['unknown', ['KEY_NOT_READABLE']]);
  });

  test('a list as long as a file may hold is judged in a moment', () => {
    const list = Array.from(
      { length: 5000 },
      (_, at) => `{${at.toString(16).padStart(8, '0')}${THIS.slice(8)}}`,
    );
    const many = Array.from({ length: 100 }, (_, at) =>
      profile({ id: `p${at}`, keyRestrictions: restrict('allow', ...list) }),
    );
    const started = performance.now();
    const { state } = judge({
      passkeyProfiles: many,
      includeTargets: [target('all_users', ...many.map(({ id }) => id))],
    });
    expect(state).toBe('blocked');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
