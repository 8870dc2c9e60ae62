import { describe, expect, test } from 'vitest';
import { ALL_PROFILE, profile, restrict, target, withTenant } from '../../../test/contract/key-grounds.ts';
import { device, homePc, JUDGED_AT, known, SEEN_AT, unknown } from '../../../test/contract/seen-signals.ts';
import type { Severity } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { evaluateKind } from './evaluate-kind.ts';
import { judgingFiles } from './grounds.ts';
import type { Rule } from './rule.ts';
import { cannotTell, type Truth } from './truth.ts';

const { policy } = judgingFiles(await readPolicyFiles());
const OLD = '2026-11-08T08:00:00.000Z';
const OLDER = '2026-11-01T08:00:00.000Z';
const browsers = device('linux').signals.browsers;
/** Bluetooth was seen today, the browsers 8 days ago, the system 15 days ago. */
const subject = device('linux', {
  ...(browsers === undefined ? {} : { browsers: { ...browsers, at: OLD } }),
  os: { ...known({} as never), at: OLDER },
  tpm: { ...unknown('busy'), at: OLDER },
});

function row(effect: Severity, truth: Truth, change: Partial<Rule> = {}): Rule {
  return {
    id: `row.${effect}${change.id ?? ''}`,
    kind: 'hybrid',
    effect,
    code: 'CODE',
    needs: ['bluetooth'],
    condition: 'test',
    when: () => truth,
    evidence: () => [],
    sources: [],
    ...change,
  };
}
const low = { level: 'low', because: 'hearsay' } as const;
const medium = { level: 'medium', because: 'a guess' } as const;
function standing(...rules: Rule[]) {
  const { confidence, doubts, freshness } = evaluateKind('hybrid', rules, subject, policy, JUDGED_AT);
  return [confidence, doubts, freshness?.oldestAt];
}
const maybe = cannotTell({ signal: 'browsers', reason: 'busy' });

describe('how firmly a state stands', () => {
  test.each<[string, Rule[], unknown[]]>([
    ['a row without doubt is sure', [row('ready', 'yes')], ['high', undefined, SEEN_AT]],
    [
      'doubt of the row that decided',
      [row('block', 'yes', { confidence: low })],
      ['low', ['hearsay'], SEEN_AT],
    ],
    [
      'a certain reason is not weakened by a doubtful one',
      [row('block', 'yes', { confidence: low, needs: ['os'] }), row('block', 'yes', { id: '2' })],
      ['high', undefined, SEEN_AT],
    ],
    [
      'the surest of two doubtful ones, with its own doubt',
      [row('action', 'yes', { confidence: low }), row('action', 'yes', { id: '2', confidence: medium })],
      ['medium', ['a guess'], SEEN_AT],
    ],
    ['age takes a step', [row('ready', 'yes', { needs: ['browsers'] })], ['medium', undefined, OLD]],
    [
      'age takes a step of what is doubtful already, down to low',
      [row('block', 'yes', { needs: ['os'], confidence: medium })],
      ['low', ['a guess'], OLDER],
    ],
    ['low stays low', [row('block', 'yes', { needs: ['os'], confidence: low })], ['low', ['hearsay'], OLDER]],
    [
      'ready rests on every "no" that it waited for',
      [
        row('ready', 'yes'),
        row('block', 'no', { needs: ['browsers'] }),
        row('action', 'no', { needs: ['os'] }),
      ],
      ['medium', undefined, OLDER],
    ],
    [
      'an action rests on what could have blocked, not on other actions and warnings',
      [
        row('action', 'yes'),
        row('action', 'no', { id: '2', needs: ['os'] }),
        row('warn', 'no', { needs: ['os'] }),
        row('unknown', 'no', { needs: ['browsers'] }),
      ],
      ['medium', undefined, OLD],
    ],
    [
      'blocked rests on its own row alone',
      [row('block', 'yes'), row('unknown', 'no', { needs: ['os'] })],
      ['high', undefined, SEEN_AT],
    ],
    [
      'a silenced row is no part of it',
      [row('ready', 'yes', { suppresses: ['row.block'] }), row('block', 'no', { needs: ['os'] })],
      ['high', undefined, SEEN_AT],
    ],
    [
      'an unknown signal decided nothing',
      [row('ready', 'yes', { needs: ['bluetooth', 'tpm'] })],
      ['high', undefined, SEEN_AT],
    ],
    [
      '"otherwise" counts only where it spoke',
      [row('ready', 'yes', { confidence: low }), row('ready', 'yes', { id: '2', otherwise: true })],
      ['low', ['hearsay'], SEEN_AT],
    ],
    [
      'and there it does',
      [row('ready', 'yes', { otherwise: true, confidence: medium })],
      ['medium', ['a guess'], SEEN_AT],
    ],
    ['no signal, no age', [row('not-applicable', 'yes', { needs: [] })], ['high', undefined, undefined]],
    ['not knowing has no degree, and an age', [row('block', maybe)], [undefined, undefined, OLD]],
    ['a row that says so as well', [row('unknown', 'yes', { needs: ['os'] })], [undefined, undefined, OLDER]],
    [
      'a warning that could not be told is no part of it',
      [row('warn', maybe)],
      [undefined, undefined, undefined],
    ],
  ])('%s', (_name, rules, expected) => {
    expect(standing(...rules)).toEqual(expected);
  });

  test('a finding carries the doubt of its row', () => {
    const judge = (rule: Rule) =>
      evaluateKind('hybrid', [rule], subject, policy, JUDGED_AT).findings.find(({ code }) => code === 'CODE');
    expect(judge(row('warn', 'yes', { confidence: low }))).toMatchObject({
      confidence: 'low',
      doubt: 'hearsay',
    });
    expect(Object.keys(judge(row('warn', 'yes')) ?? {})).toEqual(['rule', 'code', 'severity', 'evidence']);
  });
});

describe('rows of the truth table', () => {
  const winhello = (...given: Parameters<typeof withTenant>) =>
    assess(homePc(), withTenant(...given), JUDGED_AT).kinds.find(({ kind }) => kind === 'winhello');
  const profiles = (change: Parameters<typeof profile>[0]) => ({
    passkeyProfiles: [profile(change)],
    includeTargets: [target('all_users', ALL_PROFILE)],
  });

  test('V12 attestation enforced blocks Windows Hello with low confidence, and says why', () => {
    expect(winhello(policy, profiles({ attestationEnforcement: 'registrationOnly' }))).toMatchObject({
      state: 'blocked',
      confidence: 'low',
      doubts: [expect.stringContaining('preview')],
    });
  });
  test('a predicted model gives medium confidence', () => {
    expect(winhello(policy, profiles({ keyRestrictions: restrict('allow') }))).toMatchObject({
      state: 'blocked',
      confidence: 'medium',
      doubts: [expect.stringContaining('predicted')],
    });
  });
  test('a passkey on the PC is covered by the credential of the same account, and nothing else is covered', () => {
    const { kinds } = assess(device('win32'), policy, JUDGED_AT);
    const covered = kinds.filter(({ coveredBy }) => coveredBy !== undefined);
    expect(covered.map(({ kind, coveredBy }) => [kind, coveredBy])).toEqual([['winhello', 'whfb']]);
  });
});
