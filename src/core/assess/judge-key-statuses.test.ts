import { describe, expect, test } from 'vitest';
import {
  ALL_PROFILE,
  GROUP_PROFILE,
  profile,
  target,
  withMetadata,
  withModels,
  withTenant,
} from '../../../test/contract/key-grounds.ts';
import { device, JUDGED_AT, models, readKey, withKeys } from '../../../test/contract/seen-signals.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { type Grounds, judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';

const plain = withModels(judgingFiles(await readPolicyFiles()).policy);
const linux = (key: ReturnType<typeof readKey>) => device('linux', withKeys(key));
function seckey(subject: Subject, grounds: Grounds = plain) {
  const found = assess(subject, grounds, JUDGED_AT).kinds.find(({ kind }) => kind === 'seckey');
  if (found === undefined) throw new Error('no verdict for security keys');
  return found;
}
const told = (subject: Subject, grounds: Grounds = plain) => {
  const { state, findings } = seckey(subject, grounds);
  return { state, codes: findings.map(({ code }) => code) };
};

describe('statuses of the metadata service, without and with attestation enforced', () => {
  const enforced = withTenant(plain, { isAttestationEnforced: true });
  const expected: [string, string, string][] = [
    ['REVOKED', 'ready warn', 'blocked block'],
    ['USER_KEY_REMOTE_COMPROMISE', 'ready warn', 'blocked block'],
    ['ATTESTATION_KEY_COMPROMISE', 'ready warn', 'blocked block'],
    ['USER_VERIFICATION_BYPASS', 'blocked block', 'blocked block'],
    ['USER_KEY_PHYSICAL_COMPROMISE', 'ready warn', 'ready warn'],
    ['UPDATE_AVAILABLE', 'ready-after-action action', 'ready-after-action action'],
    ['RETIRED', 'ready info', 'ready info'],
    ['NOT_FIDO_CERTIFIED', 'ready info', 'blocked block'],
    ['SELF_ASSERTION_SUBMITTED', 'ready info', 'blocked block'],
    ['FIDO_CERTIFIED', 'ready', 'ready'],
    ['FIDO_CERTIFIED_L1', 'ready', 'ready'],
    ['FIDO_CERTIFIED_L1plus', 'ready', 'ready'],
    ['FIDO_CERTIFIED_L2', 'ready', 'ready'],
    ['FIDO_CERTIFIED_L2plus', 'ready', 'ready'],
    ['FIDO_CERTIFIED_L3', 'ready', 'ready'],
    ['FIDO_CERTIFIED_L3plus', 'ready', 'ready'],
    ['A_WORD_OF_TOMORROW', 'ready info', 'ready info'],
  ];
  const outcome = (status: string, grounds: Grounds) => {
    const { state, findings } = seckey(
      linux(readKey()),
      withMetadata(grounds, [{ status, effectiveDate: '2025-01-01' }]),
    );
    const about = findings.filter(({ code }) => code.startsWith('MDS_STATUS_'));
    return [state, ...about.map(({ severity }) => severity)].join(' ');
  };
  test.each(expected)('%s: %s · %s', (status, without, withEnforcement) => {
    expect(outcome(status, plain)).toBe(without);
    expect(outcome(status, enforced)).toBe(withEnforcement);
  });

  test('every status of the policy is in this table, and each that does something has a row', () => {
    const { statuses } = plain.keyKnowledge.book;
    expect(expected.map(([status]) => status)).toEqual(expect.arrayContaining(Object.keys(statuses)));
    for (const status of Object.keys(statuses)) {
      const silent =
        statuses[status]?.effect === 'none' && statuses[status]?.whenAttestationEnforced === 'none';
      const { findings } = seckey(
        linux(readKey()),
        withMetadata(enforced, [{ status, effectiveDate: '2025-01-01' }]),
      );
      expect([status, findings.some(({ code }) => code === `MDS_STATUS_${status}`)]).toEqual([
        status,
        !silent,
      ]);
    }
  });

  test('attestation counts as enforced where every profile that takes keys enforces it', () => {
    const revoked = (name: string, second: Partial<Parameters<typeof profile>[0]>) => {
      const grounds = withTenant(plain, {
        passkeyProfiles: [
          profile({ attestationEnforcement: 'registrationOnly' }),
          profile({ id: GROUP_PROFILE, name, ...second }),
        ],
        includeTargets: [target('all_users', ALL_PROFILE), target('some', GROUP_PROFILE)],
      });
      return seckey(linux(readKey()), withMetadata(grounds, [{ status: 'REVOKED' }])).state;
    };
    expect(revoked('synced only, which takes no key', { passkeyTypes: 'synced' })).toBe('blocked');
    expect(revoked('takes any key', {})).toBe('ready');
    expect(revoked('cannot be told', { attestationEnforcement: null })).toBe('unknown');
  });

  test('no metadata, or metadata past its day, changes no verdict', () => {
    expect(told(linux(readKey()))).toEqual({ state: 'ready', codes: ['KEY_OK'] });
    const stale = withMetadata(plain, [], { nextUpdate: '2020-01-01' });
    expect(told(linux(readKey()), stale)).toEqual({ state: 'ready', codes: ['KEY_OK', 'METADATA_STALE'] });
    expect(told(device('linux'), stale).codes).toEqual(['NO_KEY_PRESENT']);
    expect(told(linux(readKey()), enforced)).toEqual({
      state: 'ready',
      codes: ['KEY_OK', 'METADATA_MISSING'],
    });
  });

  test('the status of one model says nothing of another, nor of a key that withholds its model', () => {
    const reports = [{ status: 'REVOKED', effectiveDate: '2025-01-01' }];
    const other = withMetadata(plain, reports, { aaguid: models.yubikeyBio });
    const zero = withMetadata(plain, reports, { aaguid: models.withheld });
    expect(told(linux(readKey()), other).codes).toEqual(['KEY_OK']);
    expect(told(linux(readKey({ aaguid: models.withheld })), zero).codes).toEqual(['KEY_OK']);
  });
});
