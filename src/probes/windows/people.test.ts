import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { findPerson, peopleHere, readHive } from './people.ts';

const erin = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const adam = 'S-1-5-21-111-222-333-1001';
const system = 'S-1-5-18';

const as = (sid: string, elevated: boolean, users?: unknown): FakeMachine['native'] => ({
  thisProcess: { elevated, sid, sessionId: 1, remote: false },
  ...(users === undefined ? {} : { signedInUsers: users }),
});
const signedIn = (...users: [string, boolean][]) => ({
  result: 0,
  users: users.map(([sid, active]) => ({ sid, active })),
});
const find = (native: FakeMachine['native']) => findPerson(fakeReach({ native: native ?? {} }));

describe('whom a scan is about', () => {
  it.each([
    ['an ordinary account, itself', as(erin, false), { sid: erin, own: true }],
    ['elevated by the same person', as(erin, true, signedIn([erin, true])), { sid: erin, own: true }],
    ['elevated where Windows names nobody', as(erin, true, signedIn()), { sid: erin, own: true }],
    ['elevated where Windows does not say', as(erin, true, { result: 50 }), { sid: erin, own: true }],
    ['elevated with another account', as(adam, true, signedIn([erin, true])), { sid: erin, own: false }],
    ['a service', as(system, true, signedIn([erin, true], [adam, false])), { sid: erin, own: false }],
  ])('%s', async (_what, native, person) => {
    expect(await find(native)).toEqual(person);
  });
  it.each([
    ['a service, nobody there', as(system, true, signedIn()), 'needs-person-session'],
    [
      'a service, only a locked-away session',
      as(system, true, signedIn([erin, false])),
      'needs-person-session',
    ],
    ['a service, two there', as(system, true, signedIn([erin, true], [adam, true])), 'needs-person-session'],
    ['a service among services', as(system, true, signedIn(['S-1-5-19', true])), 'needs-person-session'],
    ['a service that may not ask', as(system, true, { result: 5 }), 'needs-elevation'],
    ['no answer', {}, 'not-captured'],
  ])('%s: could not tell', async (_what, native, reason) => {
    expect(await find(native)).toMatchObject({ kind: 'unknown', reason });
  });
});

describe('people whose part of the registry is loaded', () => {
  const registry = {
    [`HKU\\${erin}\\X`]: {},
    [`HKU\\${erin}_Classes\\Y`]: {},
    [`HKU\\${adam}`]: {},
    'HKU\\.DEFAULT': {},
    'HKU\\S-1-5-18': {},
  };
  const here = (native: FakeMachine['native'], more: FakeMachine = {}) =>
    peopleHere(fakeReach({ registry, native: native ?? {}, ...more }));
  it('for an ordinary account: itself, without looking at others', async () => {
    const calls: string[] = [];
    const machine = { onCall: (call: string) => calls.push(call) };
    expect(await here(as(adam, false), machine)).toEqual({ people: [{ sid: adam, own: true }], gap: null });
    expect(calls.filter((call) => call.startsWith('registry'))).toEqual([]);
  });
  it('with administrator rights: all, each once, no service and no classes', async () => {
    expect((await here(as(system, true))).people).toEqual([
      { sid: erin, own: false },
      { sid: adam, own: false },
    ]);
    expect((await here(as(adam.toLowerCase(), true))).people).toEqual([
      { sid: adam.toLowerCase(), own: true },
      { sid: erin, own: false },
    ]);
  });
  it('a list that fails is a gap', async () => {
    expect(await here(as(adam, true), { registry: fails('denied') })).toMatchObject({
      people: [{ own: true }],
      gap: { reason: 'needs-elevation' },
    });
    expect(await here({})).toMatchObject({ people: [], gap: { reason: 'not-captured' } });
  });
});

it('reads another’s settings and classes where Windows loads them', async () => {
  const asked: string[] = [];
  const machine = fakeReach({ registry: {}, onCall: (call) => asked.push(call) });
  for (const own of [true, false]) {
    await readHive(machine, { sid: erin, own }, 'Software\\A', { values: [] });
    await readHive(machine, { sid: erin, own }, 'Software\\Classes\\B', { values: [] });
  }
  expect(asked).toEqual([
    'registry HKCU\\Software\\A',
    'registry HKCU\\Software\\Classes\\B',
    `registry HKU\\${erin}\\Software\\A`,
    `registry HKU\\${erin}_Classes\\B`,
  ]);
});
