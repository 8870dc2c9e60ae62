import { describe, expect, test } from 'vitest';
import { device, is, key, known, SEEN_AT, unknown } from '../../../test/contract/seen-signals.ts';
import type { SignalId } from '../../contract/signals.ts';
import { passkeyKinds } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { forgetOld, freshnessOf } from './freshness.ts';
import { judgingFiles } from './grounds.ts';

const { policy } = judgingFiles(await readPolicyFiles());
const ages = { staleAfterDays: 7, forgetAfterDays: 30 };
const DAY_MS = 24 * 60 * 60 * 1000;
const daysLater = (days: number, ms = 0) => new Date(Date.parse(SEEN_AT) + days * DAY_MS + ms);
const radio = (days: number, ms = 0) =>
  forgetOld(device('linux'), ages, daysLater(days, ms)).signals.bluetooth;

describe('forgetting', () => {
  test('exactly as old as allowed counts, a millisecond more does not, and its time stays', () => {
    expect(radio(30)).toMatchObject({ kind: 'known' });
    expect(radio(30, 1)).toEqual({
      kind: 'unknown',
      reason: 'too-old',
      detail: 'last seen 30 days ago',
      at: SEEN_AT,
      tookMs: 3,
      context: 'user',
    });
  });

  test('a clock that ran ahead makes nothing old', () => {
    expect(radio(-4000)).toMatchObject({ kind: 'known' });
  });

  test('what was unknown keeps its reason; what had no meaning is forgotten too', () => {
    const none = { kind: 'not-applicable', because: 'x', at: SEEN_AT, tookMs: 0, context: 'user' } as const;
    const subject = device('linux', { tpm: unknown('needs-elevation'), bluetooth: none });
    const { tpm, bluetooth } = forgetOld(subject, ages, daysLater(40)).signals;
    expect(tpm).toMatchObject({ reason: 'needs-elevation' });
    expect(bluetooth).toMatchObject({ reason: 'too-old' });
  });

  test('keeps a signal that a newer agent named like something every object inherits', () => {
    const signals = Object.fromEntries([['constructor', known({ new: 1 })]]);
    const old = forgetOld({ platform: 'linux', signals }, ages, daysLater(31)).signals;
    expect(Object.entries(old)).toEqual([['constructor', expect.objectContaining({ reason: 'too-old' })]]);
  });
});

describe('a device that fell silent', () => {
  const subjects = [
    device('win32'),
    device('darwin'),
    device('linux'),
    device('linux', { 'security-key': known({ keys: [key(is(true))] }) }),
  ];
  const statesAt = (subject: (typeof subjects)[number], days: number) =>
    Object.fromEntries(
      assess(subject, policy, daysLater(days)).kinds.map(({ kind, state }) => [kind, state]),
    );

  test('is judged alike until the day, and then "could not check" wherever anything was seen', () => {
    for (const subject of subjects) {
      const before = statesAt(subject, 0);
      expect(statesAt(subject, policy.forgetAfterDays)).toEqual(before);
      const later = statesAt(subject, policy.forgetAfterDays + 1);
      for (const kind of passkeyKinds) {
        expect([kind, later[kind]]).toEqual([
          kind,
          isSettledByPlatform(kind, subject) ? 'not-applicable' : 'unknown',
        ]);
      }
    }
  });

  test('says of each signal when it was last seen', () => {
    const hybrid = assess(device('linux'), policy, daysLater(45)).kinds.find(({ kind }) => kind === 'hybrid');
    const found = hybrid?.findings.find(({ evidence }) => evidence[0]?.signal === 'bluetooth');
    expect(found?.evidence[0]).toMatchObject({
      says: 'last seen 45 days ago: too-old',
      reason: 'too-old',
      at: SEEN_AT,
    });
    expect(hybrid?.freshness).toEqual({ oldestAt: SEEN_AT, ageDays: 45, stale: true });
  });
});

function isSettledByPlatform(kind: string, { platform }: { platform: string }): boolean {
  if (kind === 'macplat') return platform !== 'darwin';
  return (kind === 'whfb' || kind === 'winhello') && platform !== 'win32';
}

describe('freshness', () => {
  const at = (iso: string) => known({ keys: [] }, iso);
  const subject = device('linux', {
    'security-key': at('2026-11-10T08:00:00Z'),
    os: unknown('crashed'),
    tpm: at('2027-01-01T00:00:00Z') as never,
  });
  const of = (...signals: SignalId[]) => freshnessOf(subject, signals, ages, daysLater(0));

  test('is that of the oldest signal', () => {
    expect(of('bluetooth', 'security-key')).toEqual({
      oldestAt: '2026-11-10T08:00:00.000Z',
      ageDays: 6,
      stale: false,
    });
  });
  test('of the future is none', () => {
    expect(of('tpm')).toMatchObject({ ageDays: 0, stale: false });
  });
  test('needs something that is in the report', () => {
    expect(of('vpn-profiles')).toBeNull();
    expect(of()).toBeNull();
  });
});
