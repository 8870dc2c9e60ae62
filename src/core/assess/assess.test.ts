import { describe, expect, test } from 'vitest';
import {
  bluetooth,
  browser,
  browsers,
  device,
  is,
  JUDGED_AT,
  key,
  known,
  os,
  radio,
  session,
  unknown,
  without,
} from '../../../test/contract/seen-signals.ts';
import { signalIds } from '../../contract/signals.ts';
import { type PasskeyKind, Verdict } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess, overallState, secondMethod } from './assess.ts';
import { judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';

const { policy } = judgingFiles(await readPolicyFiles());
const judge = (subject: Subject) => assess(subject, policy, JUDGED_AT);
function kindOf(subject: Subject, kind: PasskeyKind) {
  const found = judge(subject).kinds.find((verdict) => verdict.kind === kind);
  if (found === undefined) throw new Error(`no verdict for ${kind}`);
  return { state: found.state, codes: found.findings.map(({ code }) => code) };
}
const nothingSeen: Subject = { platform: 'linux', signals: {} };

describe('test vectors of the truth table', () => {
  test('V8 in a report of an agent before 0.2: the key is seen and not called ready before it is inspected', () => {
    const ubuntu = device('linux', { 'security-key': known({ keys: [key(is(true))] }) });
    expect(kindOf(ubuntu, 'seckey')).toMatchObject({ state: 'unknown', codes: ['KEY_NOT_INSPECTED'] });
  });

  test('V9 in such a report, over SSH: unknown, because the seat decides about access', () => {
    const ssh = device('linux', {
      'security-key': known({ keys: [key(is(false))] }),
      os: known(os('linux', session('remote'))),
    });
    expect(kindOf(ssh, 'seckey')).toEqual({ state: 'unknown', codes: ['REMOTE_SESSION'] });
  });

  test('V10 Ubuntu with Firefox only: the phone needs another browser', () => {
    const firefox = device('linux', { browsers: known(browsers(browser('firefox'))) });
    expect(kindOf(firefox, 'hybrid').state).toBe('ready-after-action');
    expect(kindOf(firefox, 'hybrid').codes).toContain('BROWSER_UNSUPPORTED_COMBO');
  });

  test('V11 in such a report, Windows without rights: not readable is unknown, not missing', () => {
    const pc = device('win32', { 'security-key': known({ keys: [key(is(false))] }) });
    expect(kindOf(pc, 'seckey')).toEqual({
      state: 'unknown',
      codes: ['KEY_NOT_READABLE', 'WINDOWS_SIGN_IN_WITH_KEY_OFF'],
    });
  });

  test('V13 the relay hosts: ready, and it says that they were not measured', () => {
    const hybrid = kindOf(device('linux'), 'hybrid');
    expect(hybrid.state).toBe('ready');
    expect(hybrid.codes).toEqual(
      expect.arrayContaining(['HYBRID_OK', 'PHONE_NOT_INSPECTED', 'TUNNEL_HOSTS_NOT_MEASURED']),
    );
  });
});

describe('what could not be told', () => {
  test('an empty report is unknown in every kind that applies, and never blocked or ready', () => {
    const verdict = judge(nothingSeen);
    expect(verdict.state).toBe('unknown');
    const states = verdict.kinds.map(({ kind, state }) => `${kind} ${state}`);
    expect(states).toEqual([
      'whfb not-applicable',
      'winhello not-applicable',
      'macplat not-applicable',
      'seckey unknown',
      'synced unknown',
      'hybrid unknown',
    ]);
  });

  for (const signal of ['bluetooth', 'browsers'] as const) {
    test.each(['needs-elevation', 'timed-out', 'some-newer-reason'])(
      `${signal} unknown (%s) takes the phone from ready to unknown and names it`,
      (reason) => {
        const subject = device('linux', { [signal]: unknown(reason) });
        expect(kindOf(subject, 'hybrid').state).toBe('unknown');
        const finding = judge(subject)
          .kinds.find(({ kind }) => kind === 'hybrid')
          ?.findings.find(({ code }) => code === 'SIGNAL_UNKNOWN');
        expect(finding?.evidence[0]).toMatchObject({ signal, reason });
      },
    );
  }

  test('a signal said to have no meaning, where a rule needs it, is not an all-clear', () => {
    const none = {
      kind: 'not-applicable',
      because: 'x',
      at: '2026-11-16T08:00:00.000Z',
      tookMs: 0,
      context: 'user',
    } as const;
    expect(kindOf(device('linux', { bluetooth: none }), 'hybrid').state).toBe('unknown');
  });

  test('taking any signal away never makes a kind ready or blocked that was not', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const whole = device(platform);
      for (const signal of signalIds) {
        for (const { kind, state } of judge(without(whole, signal)).kinds) {
          const before = kindOf(whole, kind).state;
          if (state !== before) expect(`${signal} ${kind} ${state}`).toBe(`${signal} ${kind} unknown`);
        }
      }
    }
  });

  test('a switch that hides the radio is not a missing radio', () => {
    const hidden = device('linux', { bluetooth: known(bluetooth([], { blocked: is('soft') })) });
    expect(kindOf(hidden, 'hybrid').codes).toContain('BT_OFF');
    expect(kindOf(hidden, 'hybrid').codes).not.toContain('BT_MISSING');
  });

  test('what a hardware switch holds off is not the person’s to turn on', () => {
    const off = bluetooth([radio({ powered: is(false) })], { blocked: is('hard') });
    const { state, codes } = kindOf(device('linux', { bluetooth: known(off) }), 'hybrid');
    expect(state).toBe('blocked');
    expect(codes).toContain('BT_FORBIDDEN');
    expect(codes).not.toContain('BT_OFF');
  });

  test('a key closed to a scan outside any session says nothing about the person at the seat', () => {
    const nightly = device('linux', {
      'security-key': known({ keys: [key(is(false))] }),
      os: known(os('linux', session('none'))),
    });
    expect(kindOf(nightly, 'seckey')).toEqual({ state: 'unknown', codes: ['KEY_NOT_READABLE'] });
  });

  test('a virtual machine without a radio cannot meet a phone, one with a radio can', () => {
    const virtual = { os: known(os('linux', { virtualization: 'kvm' })) };
    const bare = kindOf(device('linux', { ...virtual, bluetooth: known(bluetooth([])) }), 'hybrid');
    expect(bare.state).toBe('blocked');
    expect(bare.codes).toContain('REMOTE_SESSION');
    expect(kindOf(device('linux', virtual), 'hybrid').state).toBe('ready');
  });

  test('a browser that nobody lists is neither suited nor unsuited', () => {
    const chromium = device('linux', { browsers: known(browsers(browser('chromium'))) });
    const { state, codes } = kindOf(chromium, 'hybrid');
    expect(state).toBe('unknown');
    expect(codes).not.toContain('BROWSER_TOO_OLD');
  });

  test('an installed Chrome is no proof of a synced passkey', () => {
    expect(kindOf(device('linux'), 'synced')).toEqual({
      state: 'unknown',
      codes: ['PROVIDER_NOT_INSPECTED'],
    });
  });

  test('a signal of a newer agent is left alone', () => {
    const newer = device('linux', { 'lunar-phase': known({ full: true }) });
    expect(judge(newer)).toEqual(judge(device('linux')));
  });
});

describe('overall', () => {
  test.each([
    [['blocked', 'unknown', 'ready-after-action', 'ready'], 'ready'],
    [['blocked', 'unknown', 'ready-after-action'], 'ready-after-action'],
    [['blocked', 'unknown', 'not-applicable'], 'unknown'],
    [['blocked', 'not-applicable'], 'blocked'],
    [['not-applicable'], 'not-applicable'],
  ] as const)('%j is %s', (states, expected) => {
    expect(overallState(states.map((state) => ({ kind: 'seckey', state, findings: [] })))).toBe(expected);
  });

  test('one device-bound way alone asks for a second', () => {
    const codes = judge(device('linux')).overall.map(({ code }) => code);
    expect(codes).toEqual(['SECOND_METHOD_MISSING', 'TENANT_POLICY_UNKNOWN']);
  });

  test.each<[PasskeyKind[], number]>([
    [[], 0],
    [['hybrid'], 1],
    [['synced'], 0],
    [['synced', 'whfb'], 1],
    [['hybrid', 'seckey'], 0],
  ])('%j ready gives %d such warnings: what syncs cannot be lost with one thing', (ready, count) => {
    const kinds = ready.map((kind) => ({ kind, state: 'ready' as const, findings: [] }));
    expect(secondMethod(kinds)).toHaveLength(count);
  });

  test.each<[PasskeyKind[], string | undefined]>([
    [['hybrid'], undefined],
    [['hybrid', 'synced'], 'beside-another'],
  ])('%j ready: the warning knows whether one loss would lock out', (ready, reason) => {
    const kinds = ready.map((kind) => ({ kind, state: 'ready' as const, findings: [] }));
    expect(secondMethod(kinds)[0]?.evidence[0]?.reason).toBe(reason);
  });

  test('no ready way asks for no second', () => {
    const codes = judge(nothingSeen).overall.map(({ code }) => code);
    expect(codes).toEqual(['TENANT_POLICY_UNKNOWN']);
  });

  test('a policy that switches off a row that does not exist is told so', () => {
    const rulesOff = [{ rule: 'hybrid.99', because: 'a slip' }];
    const { overall } = assess(device('linux'), { ...policy, rulesOff }, JUDGED_AT);
    expect(overall.find(({ code }) => code === 'RULE_OFF_UNKNOWN')?.evidence[0]?.says).toContain('hybrid.99');
  });

  test('is a verdict by contract, names its policy and time, and is the same each time', () => {
    for (const subject of [device('win32'), device('darwin'), device('linux'), nothingSeen]) {
      const verdict = judge(subject);
      expect(Verdict.parse(verdict)).toEqual(verdict);
      expect(verdict).toEqual(judge(subject));
      expect(verdict).toMatchObject({ policyVersion: policy.version, judgedAt: JUDGED_AT.toISOString() });
    }
  });

  test('hostile text in facts stays within the contract', () => {
    const long = 'x'.repeat(100_000);
    const subject = device('linux', {
      'security-key': known({ keys: [{ ...key(is(true)), product: long, manufacturer: long }] }),
      browsers: known(browsers(browser(long, long, { name: long }))),
      bluetooth: known(bluetooth([radio({ id: long, powered: is(false) })])),
      os: known(os('linux', { prettyName: long, version: long })),
    });
    expect(Verdict.safeParse(judge(subject)).error).toBeUndefined();
  });
});
