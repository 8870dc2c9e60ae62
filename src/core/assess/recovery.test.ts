import { describe, expect, test } from 'vitest';
import {
  bluetooth,
  device,
  is,
  JUDGED_AT,
  known,
  radio,
  readKey,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import type { KeyVerdict, KindVerdict, PasskeyKind, VerdictState } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { judgingFiles } from './grounds.ts';
import { judgeRecovery } from './recovery.ts';

const { policy } = judgingFiles(await readPolicyFiles());
type States = Partial<Record<PasskeyKind, VerdictState>>;
const kinds = (states: States): KindVerdict[] =>
  Object.entries(states).map(([kind, state]) => ({ kind: kind as PasskeyKind, state, findings: [] }));
const told = (all: KindVerdict[]) => {
  const { state, because } = judgeRecovery(all);
  return [state, because.map(({ code }) => code.replace('RECOVERY_', ''))];
};
const keyed = (id: string, state: VerdictState, ...codes: string[]): KeyVerdict => ({
  id,
  name: `Key ${id}`,
  state,
  findings: codes.map((code) => ({ rule: 'seckey.x', code, severity: 'warn', evidence: [] })),
});
const seckey = (state: VerdictState, ...keys: KeyVerdict[]): KindVerdict => ({
  kind: 'seckey',
  state,
  findings: [],
  keys,
});

describe('what is left if one thing is lost', () => {
  test.each<[string, States, string, string[]]>([
    ['nothing is ready', { hybrid: 'blocked', seckey: 'ready-after-action' }, 'none', ['NONE']],
    ['nothing applies', {}, 'none', ['NONE']],
    ['this device alone', { whfb: 'ready', hybrid: 'blocked' }, 'fragile', ['FRAGILE']],
    ['two ways on this device go with it', { whfb: 'ready', winhello: 'ready' }, 'fragile', ['FRAGILE']],
    ['a Mac’s own passkey alone', { macplat: 'ready' }, 'fragile', ['FRAGILE']],
    ['a synced passkey alone goes with its account', { synced: 'ready' }, 'fragile', ['FRAGILE']],
    ['the phone alone', { hybrid: 'ready' }, 'fragile', ['FRAGILE']],
    ['this device and a key', { whfb: 'ready', seckey: 'ready' }, 'sturdy', ['STURDY']],
    ['this device and what is synced', { winhello: 'ready', synced: 'ready' }, 'sturdy', ['STURDY']],
    [
      'this device and the phone, which nobody saw',
      { whfb: 'ready', hybrid: 'ready' },
      'sturdy',
      ['STURDY', 'PHONE_UNSEEN'],
    ],
    [
      'with a key the phone is not needed',
      { whfb: 'ready', seckey: 'ready', hybrid: 'ready' },
      'sturdy',
      ['STURDY'],
    ],
    [
      'one way, and one that could not be checked',
      { whfb: 'ready', synced: 'unknown' },
      'unknown',
      ['UNKNOWN'],
    ],
    [
      'one way, and an unchecked one on the same thing',
      { winhello: 'ready', whfb: 'unknown' },
      'fragile',
      ['FRAGILE'],
    ],
    ['two ways, whatever else', { whfb: 'ready', seckey: 'ready', synced: 'unknown' }, 'sturdy', ['STURDY']],
    ['no way, and one that could not be checked', { hybrid: 'unknown' }, 'unknown', ['UNKNOWN']],
    [
      'one that is a step away is none',
      { whfb: 'ready', seckey: 'ready-after-action' },
      'fragile',
      ['FRAGILE'],
    ],
  ])('%s', (_name, states, state, codes) => {
    expect(told(kinds(states))).toEqual([state, codes]);
  });

  test('names the kinds that are ready and the things that hold them', () => {
    const { ways, because } = judgeRecovery(kinds({ whfb: 'ready', seckey: 'ready', hybrid: 'blocked' }));
    expect(ways).toEqual(['whfb', 'seckey']);
    expect(because[0]?.evidence.map(({ signal, says }) => `${signal} ${says}`)).toEqual([
      'whfb goes with this device',
      'seckey goes with a security key',
    ]);
  });

  test('names the ways that could not be checked, each once', () => {
    const { because } = judgeRecovery(kinds({ whfb: 'ready', winhello: 'unknown', synced: 'unknown' }));
    expect(because[0]?.evidence.map(({ signal }) => signal)).toEqual(['whfb', 'synced']);
  });
});

describe('security keys', () => {
  test.each<[string, KindVerdict[], string, string[]]>([
    [
      'two ready keys are two things',
      [seckey('ready', keyed('a', 'ready'), keyed('b', 'ready'))],
      'sturdy',
      ['STURDY'],
    ],
    [
      'a second key that is not ready is none',
      [seckey('ready', keyed('a', 'ready'), keyed('b', 'blocked'))],
      'fragile',
      ['FRAGILE'],
    ],
    [
      'a second key that could not be read',
      [seckey('ready', keyed('a', 'ready'), keyed('b', 'unknown'))],
      'unknown',
      ['UNKNOWN'],
    ],
    [
      'a key with few PIN tries alone',
      [seckey('ready', keyed('a', 'ready', 'KEY_PIN_FEW_TRIES'))],
      'fragile',
      ['FRAGILE', 'FRAGILE_KEY_PIN'],
    ],
    [
      'such a key beside this device is nothing to fall back on',
      [...kinds({ whfb: 'ready' }), seckey('ready', keyed('a', 'ready', 'KEY_PIN_CHANGE_REQUIRED'))],
      'fragile',
      ['FRAGILE', 'FRAGILE_KEY_PIN'],
    ],
    [
      'such a key beside two other things changes nothing',
      [
        ...kinds({ whfb: 'ready', synced: 'ready' }),
        seckey('ready', keyed('a', 'ready', 'KEY_PIN_FEW_TRIES')),
      ],
      'sturdy',
      ['STURDY'],
    ],
    [
      'such a key, and a way that could not be checked',
      [
        ...kinds({ whfb: 'ready', synced: 'unknown' }),
        seckey('ready', keyed('a', 'ready', 'KEY_PIN_FEW_TRIES')),
      ],
      'unknown',
      ['UNKNOWN', 'FRAGILE_KEY_PIN'],
    ],
    [
      'keys that could not be looked for',
      [...kinds({ whfb: 'ready' }), seckey('unknown')],
      'unknown',
      ['UNKNOWN'],
    ],
  ])('%s', (_name, all, state, codes) => {
    expect(told(all)).toEqual([state, codes]);
  });
});

describe('whole devices', () => {
  const recovery = (...given: Parameters<typeof device>) => {
    const verdict = assess(device(...given), policy, JUDGED_AT);
    return { recovery: verdict.recovery, overall: verdict.overall.map(({ code }) => code) };
  };
  test('a key on its last PIN tries is ready, and fragile whatever else turns out', () => {
    const key = readKey({}, { pinRetries: is({ left: 1, replugFirst: false }) });
    const off = known(bluetooth([radio({ powered: is(false) })]));
    const { recovery: found } = recovery('linux', { ...withKeys(key), bluetooth: off });
    expect(found?.ways).toEqual(['seckey']);
    expect(found?.because.map(({ code }) => code)).toEqual(['RECOVERY_FRAGILE', 'RECOVERY_FRAGILE_KEY_PIN']);
  });

  test('SECOND_METHOD_MISSING keeps its own meaning', () => {
    const alone = recovery('linux');
    expect(alone.recovery).toMatchObject({ state: 'unknown', ways: ['hybrid'] });
    expect(alone.overall).toContain('SECOND_METHOD_MISSING');
    const two = recovery('linux', withKeys(readKey()));
    expect(two.recovery?.state).toBe('sturdy');
    expect(two.overall).not.toContain('SECOND_METHOD_MISSING');
  });
});
