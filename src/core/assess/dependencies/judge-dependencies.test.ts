import { describe, expect, it } from 'vitest';
import {
  aCase,
  CATALOGUE,
  deviceWith,
  type Entry,
  entry,
  found,
  groundsWith,
  installed,
  settingsTest,
} from '../../../../test/contract/dependency-grounds.ts';
import { brief, judge, one } from '../../../../test/contract/judged-dependencies.ts';
import { unknown } from '../../../../test/contract/seen-signals.ts';
import { dependencyAnswers, PasswordDependencies } from '../../../contract/password-dependencies.ts';
import type { Shown } from '../../../contract/settings-test.ts';
import type { Signals } from '../../../contract/signals.ts';
import { judgeDependencies } from './judge-dependencies.ts';

describe('the whole list', () => {
  it('is ordered worst first, then surest, then by name', () => {
    const shows: Shown[] = [
      'passkey-ready',
      'password',
      'certificate',
      'retired',
      'not-passkey-ready',
      'server-decides',
    ];
    const entries = shows.map((shown) =>
      entry(`e-${shown}`, { tests: [settingsTest('t', [aCase('a', { shows: shown })])] }),
    );
    const zeta = entry('b', { name: 'Zeta', tests: [settingsTest('t', [aCase('a')])] });
    const alpha = entry('z', {
      name: 'alpha',
      tests: [settingsTest('t', [aCase('a', { strength: 'hint' })])],
    });
    const all = [...entries, zeta, alpha];
    const { items } = judge(all, { machine: { found: all.map(({ id }) => found(id, 't', 'a')) } });
    expect(items.map(({ name }) => name)).toEqual([
      'e-password',
      'Zeta',
      'alpha',
      'e-not-passkey-ready',
      'e-retired',
      'e-server-decides',
      'e-certificate',
      'e-passkey-ready',
    ]);
    expect(new Set(items.map(({ answer }) => answer)).size).toBeLessThan(dependencyAnswers.length);
  });

  it('passes over what the catalogue no longer knows', () => {
    const about = entry('vpn', { tests: [settingsTest('profile', [aCase('a')])] });
    const rows = [found('gone', 'profile', 'a'), found('vpn', 'gone', 'a'), found('vpn', 'gone', null)];
    const { items } = judge([about], { machine: { found: rows }, installs: [installed('gone')] });
    expect(items).toEqual([]);
    // A case that is gone is a profile that is there and tells nothing.
    const item = one(about, { machine: { found: [found('vpn', 'profile', 'gone')] } });
    expect(brief(item)).toBe('ask-admin/none');
  });

  it('resolves days of the policy and marks what nobody confirmed', () => {
    const ends: Entry['ends'] = [
      { date: '2027-04-01', what: 'EWS ends', basis: 'knowledge' },
      { policyDate: 'sms-voice-end' },
      { policyDate: 'no-such-day' },
    ];
    const item = one(entry('vpn', { ends }), { installs: [installed('vpn')] });
    expect(item.ends.map(({ date }) => date)).toEqual(['2027-02-01', '2027-04-01']);
    expect(item.ends[1]?.what).toBe('EWS ends (not confirmed yet)');
  });

  it('is a list of its contract, and bounded', () => {
    const many = Array.from({ length: 600 }, (_, at) => entry(`e-${at}`));
    const judged = judge(many, { installs: many.map(({ id }) => installed(id, `${'9'.repeat(60)}`)) });
    expect(PasswordDependencies.parse(judged)).toEqual(judged);
    expect(judged.items).toHaveLength(500);
  });
});

describe('what may have been missed', () => {
  it('nothing, where everything was looked at', () => {
    expect(judge([], { others: 2 })).toEqual({
      catalogue: CATALOGUE,
      items: [],
      gaps: [],
      othersNotInspected: 2,
    });
  });

  it('a report of an older version looked for nothing', () => {
    const { gaps, othersNotInspected, items } = judgeDependencies(
      { platform: 'win32', signals: {} },
      groundsWith([entry('vpn')]),
    );
    expect(items).toEqual([]);
    expect(gaps.map(({ signal, reason }) => `${signal} ${reason}`)).toEqual([
      'apps not-scanned',
      'app-settings not-scanned',
      'personal-app-settings not-scanned',
      'vpn-profiles not-scanned',
    ]);
    expect(othersNotInspected).toBeNull();
  });

  it('says why a signal gave no answer, and asks none that has no meaning here', () => {
    const subject = deviceWith({ platform: 'linux', without: ['vpn-profiles', 'app-settings'] });
    const signals = { ...subject.signals, 'app-settings': unknown('timed-out') } as Signals;
    expect(judgeDependencies({ ...subject, signals }, groundsWith([])).gaps).toEqual([
      { signal: 'app-settings', reason: 'timed-out' },
    ]);
  });

  it('an older catalogue asked for less', () => {
    const grounds = groundsWith([], '2026-12-01.00000000');
    expect(judgeDependencies(deviceWith(), grounds).gaps).toEqual([
      { signal: 'apps', reason: 'older-catalogue' },
      { signal: 'app-settings', reason: 'older-catalogue' },
      { signal: 'personal-app-settings', reason: 'older-catalogue' },
    ]);
  });

  it('a list of programs that could not be read', () => {
    const subject = deviceWith();
    const apps = subject.signals.apps;
    if (apps?.kind !== 'known') throw new Error('apps are known here');
    const count = { kind: 'unknown', reason: 'refused' } as const;
    const facts = { ...apps.facts, sources: [{ source: 'msix', count }] };
    const signals = { ...subject.signals, apps: { ...apps, facts } } as Signals;
    expect(judgeDependencies({ ...subject, signals }, groundsWith([])).gaps).toEqual([
      { signal: 'apps', reason: 'refused' },
    ]);
  });
});
