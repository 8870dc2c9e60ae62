import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { askNative, codeInWords, whyUncalled } from './ask-native.ts';
import { closedKeysBelow, keyAt, keysBelow, numberOf, textOf } from './registry-values.ts';

const asking = (native: FakeMachine['native']) => askNative(fakeReach({ native: native ?? {} }), 'webauthn');

describe('answers of the addon', () => {
  it('are checked where they come in', async () => {
    const good = { apiVersion: 7, platformAuthenticator: { result: 0, available: true } };
    expect(await asking({ webauthn: good })).toEqual({ ok: true, answer: good });
    for (const bad of [null, {}, { apiVersion: 'seven' }, { missing: 1, error: 2 }])
      expect(await asking({ webauthn: bad })).toMatchObject({ ok: false, unknown: { reason: 'unreadable' } });
    expect(await asking({ webauthn: fails('not-supported') })).toMatchObject({
      unknown: { kind: 'unknown', reason: 'not-supported' },
    });
  });
  it('say why a call gave none', () => {
    const missing = { missing: 'webauthn.dll', error: 126 };
    expect(whyUncalled('x', missing)).toMatchObject({
      reason: 'not-supported',
      detail: 'webauthn.dll is missing',
    });
    expect(whyUncalled('x', { result: 0x8007_0005 })).toMatchObject({ reason: 'needs-elevation' });
    expect(whyUncalled('Call', { result: 0x8009_0011 })).toMatchObject({
      reason: 'refused',
      detail: 'Call: 0x80090011',
    });
    expect(codeInWords(5)).toBe('0x00000005');
  });
});

describe('the registry', () => {
  const machine = fakeReach({
    registry: {
      'HKLM\\SOFTWARE\\Contoso': { Name: 'Größe 例', Count: 3 },
      'HKLM\\SOFTWARE\\Contoso\\Deep\\Deeper': { '': 'default' },
      'HKLM\\SOFTWARE\\Contoso\\Closed': { problem: 'denied' },
    },
  });
  const read = async (depth: number) => {
    const outcome = await machine.registry.readTree('HKLM', 'software\\contoso', { values: '*', depth });
    if (!outcome.ok) throw new Error(outcome.problem);
    return outcome.value;
  };
  it('is read without regard to case, only as deep as asked', async () => {
    const flat = await read(0);
    expect(textOf(flat, 'name')).toBe('Größe 例');
    expect(numberOf(flat, 'COUNT')).toBe(3);
    expect(textOf(flat, 'Count')).toBeNull();
    expect(flat.keys).toEqual({});
    const deep = await read(2);
    expect(textOf(keyAt(deep, 'DEEP\\deeper') ?? flat, '')).toBe('default');
    expect(keyAt(deep, 'Closed')).toBeNull();
    expect(keysBelow(deep).map(([name]) => name)).toEqual(['Deep']);
    expect(closedKeysBelow(deep)).toEqual(['Closed']);
  });
  it('gives only the values asked for', async () => {
    const some = await machine.registry.readTree('HKLM', 'SOFTWARE\\Contoso', { values: ['count'] });
    expect(some).toEqual({ ok: true, value: { values: { Count: { type: 'number', data: 3 } }, keys: {} } });
    expect(await machine.registry.readTree('HKLM', 'SOFTWARE\\None', { values: '*' })).toMatchObject({
      problem: 'not-found',
    });
  });
});
