import { describe, expect, test } from 'vitest';
import { device, JUDGED_AT } from '../../../test/contract/seen-signals.ts';

import type { Severity } from '../../contract/verdict.ts';
import { evaluateKind } from './evaluate-kind.ts';
import type { Grounds } from './grounds.ts';
import type { Rule } from './rule.ts';
import { cannotTell, type Truth } from './truth.ts';

const policy: Grounds = {
  schemaVersion: 1,
  version: 'test',
  staleAfterDays: 7,
  forgetAfterDays: 30,
  dates: [],
  browsers: [],
  rulesOff: [],
  catalogue: { schemaVersion: 1, version: '2026-11-22.00000000', entries: [] },
  keyKnowledge: {
    models: new Map(),
    book: { schemaVersion: 1, advisories: [], firmwareSchemes: [], statuses: {}, vendors: [] },
    metadata: null,
  },
  tenant: null,
};
const maybe = cannotTell({ signal: 'bluetooth', reason: 'timed-out', detail: 'radio' });

function row(effect: Severity, truth: Truth, change: Partial<Rule> = {}): Rule {
  return {
    id: `row.${effect}`,
    kind: 'hybrid',
    effect,
    code: effect.toUpperCase().replace('-', '_'),
    needs: [],
    condition: 'test',
    when: () => truth,
    evidence: () => [],
    sources: [],
    ...change,
  };
}
const otherwiseReady = row('ready', 'yes', { id: 'row.otherwise', otherwise: true });

function judge(rules: readonly Rule[], change: Partial<Grounds> = {}) {
  return evaluateKind('hybrid', rules, device('linux'), { ...policy, ...change }, JUDGED_AT);
}
function severities(rules: readonly Rule[]) {
  return judge(rules).findings.map(({ code, severity }) => `${code}:${severity}`);
}

describe('precedence', () => {
  test.each<[string, Rule[], string]>([
    [
      'blocked over everything',
      [row('block', 'yes'), row('unknown', 'yes'), row('action', 'yes')],
      'blocked',
    ],
    ['unknown over action', [row('unknown', 'yes'), row('action', 'yes')], 'unknown'],
    ['an untold block over action', [row('block', maybe), row('action', 'yes')], 'unknown'],
    ['a known block over an untold one', [row('block', maybe), row('block', 'yes')], 'blocked'],
    ['action over an untold action', [row('action', 'yes'), row('action', maybe)], 'ready-after-action'],
    ['an untold unknown row over action', [row('unknown', maybe), row('action', 'yes')], 'unknown'],
    ['an untold action over ready', [row('action', maybe), row('ready', 'yes')], 'unknown'],
    ['an untold action keeps "otherwise" away', [row('action', maybe), otherwiseReady], 'unknown'],
    ['an untold ready row is not ready', [row('ready', maybe)], 'unknown'],
    [
      'ready when nothing speaks against it',
      [row('block', 'no'), row('action', 'no'), otherwiseReady],
      'ready',
    ],
    ['warnings change nothing', [row('warn', 'yes'), row('info', 'yes'), otherwiseReady], 'ready'],
    ['an untold warning changes nothing', [row('warn', maybe), otherwiseReady], 'ready'],
    ['not applicable ends it', [row('block', 'yes'), row('not-applicable', 'yes')], 'not-applicable'],
    ['an untold end of the kind is not an end', [row('not-applicable', maybe), otherwiseReady], 'unknown'],
    ['nothing decided is unknown', [row('block', 'no'), row('ready', 'no')], 'unknown'],
    ['no rules at all is unknown', [], 'unknown'],
  ])('%s', (_name, rules, state) => {
    expect(judge(rules).state).toBe(state);
  });
});

describe('findings', () => {
  test('all reasons are collected, most severe first', () => {
    const rules = [row('info', 'yes'), row('warn', 'yes'), row('action', 'yes'), row('block', 'yes')];
    expect(severities(rules)).toEqual(['BLOCK:block', 'ACTION:action', 'WARN:warn', 'INFO:info']);
  });

  test('a kind that does not apply says only that', () => {
    expect(severities([row('block', 'yes'), row('not-applicable', 'yes')])).toEqual([
      'NOT_APPLICABLE:not-applicable',
    ]);
  });

  test('what could not be told names signal, part and reason, once per signal, under the heaviest row', () => {
    const { findings } = judge([row('warn', maybe), row('action', maybe), row('block', maybe)]);
    expect(findings).toEqual([
      {
        rule: 'row.block',
        code: 'SIGNAL_UNKNOWN',
        severity: 'unknown',
        evidence: [
          {
            signal: 'bluetooth',
            says: 'radio: timed-out',
            reason: 'timed-out',
            source: 'test',
            at: '2026-11-16T08:00:00.000Z',
            context: 'user',
          },
        ],
      },
    ]);
  });

  test('a gap that did not decide is left as a trace', () => {
    expect(severities([row('action', 'yes'), row('action', maybe)])).toEqual([
      'ACTION:action',
      'SIGNAL_UNKNOWN:info',
    ]);
  });

  test('a gap that decided is an unknown', () => {
    expect(severities([row('action', maybe), otherwiseReady])).toEqual(['SIGNAL_UNKNOWN:unknown']);
  });

  test('nothing decided says so', () => {
    expect(severities([])).toEqual(['NO_RULE_DECIDED:unknown']);
  });

  test('a row can silence others', () => {
    const rules = [
      row('ready', 'yes', { suppresses: ['row.block', 'row.action'] }),
      row('block', 'yes'),
      row('action', maybe),
      row('warn', 'yes'),
    ];
    expect(judge(rules).state).toBe('ready');
    expect(severities(rules)).toEqual(['WARN:warn', 'READY:ready']);
  });

  test('a row that did not fire silences nothing', () => {
    const rules = [row('ready', 'no', { suppresses: ['row.block'] }), row('block', 'yes')];
    expect(judge(rules).state).toBe('blocked');
  });
});

describe('policy', () => {
  test('a switched-off row does not count and leaves a trace with the reason given', () => {
    const rulesOff = [{ rule: 'row.block', because: 'we know better' }];
    const verdict = judge([row('block', 'yes'), otherwiseReady], { rulesOff });
    expect(verdict.state).toBe('ready');
    expect(verdict.findings).toContainEqual({
      rule: 'row.block',
      code: 'RULE_SWITCHED_OFF',
      severity: 'info',
      evidence: [{ signal: 'policy', says: 'row.block (BLOCK) is switched off: we know better' }],
    });
  });

  test('switching off the only row that could say ready leaves the kind unknown', () => {
    const rulesOff = [{ rule: 'row.otherwise', because: 'test' }];
    expect(judge([otherwiseReady], { rulesOff }).state).toBe('unknown');
  });
});

describe('age', () => {
  const needy = row('info', 'no', { needs: ['bluetooth', 'os'] });
  const at = (iso: string) =>
    evaluateKind('hybrid', [needy, otherwiseReady], device('linux'), policy, new Date(iso));
  const stale = (iso: string) => at(iso).findings.filter(({ code }) => code === 'OBSERVATION_STALE');

  test('exactly as old as allowed is not stale', () => {
    expect(stale('2026-11-23T08:00:00.000Z')).toEqual([]);
  });

  test('older is said once per kind, with each signal, and changes no state', () => {
    const verdict = at('2026-11-25T08:00:00.001Z');
    expect(verdict.state).toBe('ready');
    const [finding, ...rest] = stale('2026-11-25T08:00:00.001Z');
    expect(rest).toEqual([]);
    expect(finding?.severity).toBe('info');
    expect(finding?.evidence.map(({ signal, says }) => `${signal} ${says}`)).toEqual([
      'bluetooth seen 9 days ago',
      'os seen 9 days ago',
    ]);
  });

  test('a clock that runs ahead is not an age', () => {
    expect(stale('2026-11-01T00:00:00.000Z')).toEqual([]);
  });
});
