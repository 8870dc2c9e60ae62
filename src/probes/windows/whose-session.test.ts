import { describe, expect, it } from 'vitest';
import { fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { askWhoseSession } from './whose-session.ts';

const sid = 'S-1-12-1-1-2-3-4';
const person = { elevated: false, sid, sessionId: 1, remote: false };
const whose = (thisProcess: unknown, signedInUsers?: unknown) =>
  askWhoseSession(fakeReach({ native: { thisProcess, ...(signedInUsers ? { signedInUsers } : {}) } }));
const users = (...sids: string[]) => ({ result: 0, users: sids.map((one) => ({ sid: one, active: true })) });

describe('whose session this is', () => {
  it.each([
    ['at the screen', person],
    ['remote', { ...person, remote: true }],
  ])('a person %s', async (_where, answer) => {
    expect(await whose(answer)).toEqual({ kind: 'person', sid });
  });
  it.each([
    ['SYSTEM', { ...person, sid: 'S-1-5-18', elevated: true }],
    ['Local Service', { ...person, sid: 's-1-5-19' }],
    ['a service with a person’s account', { ...person, sessionId: 0 }],
  ])('%s is nobody', async (_who, answer) => {
    expect(await whose(answer)).toMatchObject({ kind: 'unknown', reason: 'needs-person-session' });
  });
  it('elevated by somebody else’s password is not the person at the screen', async () => {
    const elevated = { ...person, elevated: true };
    expect(await whose(elevated, users('S-1-5-21-1-2-3-1001'))).toMatchObject({
      reason: 'needs-person-session',
    });
    expect(await whose(elevated, users('S-1-5-21-1-2-3-1001', sid.toLowerCase()))).toEqual({
      kind: 'person',
      sid,
    });
    // A list that cannot be had, or is empty, proves nothing.
    for (const list of [users(), { result: 5 }, fails('timed-out')])
      expect(await whose(elevated, list)).toEqual({ kind: 'person', sid });
  });
  it('is not known without an answer', async () => {
    expect(await whose(fails('not-supported'))).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
    expect(await whose({ sid: 18 })).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
  });
});
