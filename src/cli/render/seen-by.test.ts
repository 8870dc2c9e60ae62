import { expect, it } from 'vitest';
import { sampleReport } from '../../../test/cli/doubles/sample-report.ts';
import { fakeTerminal } from '../../../test/cli/doubles/terminal.ts';
import type { ScanContext } from '../../contract/observation.ts';
import type { PartialReport } from '../../contract/report.ts';
import type { Signals } from '../../contract/signals.ts';
import { seenByLines } from './seen-by.ts';
import { styleFor } from './style.ts';
import { length } from './wrap.ts';

const now = new Date('2026-11-27T08:00:10Z');
const justNow = '2026-11-27T08:00:00Z';
const threeHoursAgo = '2026-11-27T05:00:00Z';

const seen = (context: ScanContext, at: string) =>
  ({ kind: 'unknown', reason: 'busy', at, tookMs: 1, context }) as const;

function lines(signals: Signals, more: { context?: ScanContext; replayOf?: string; columns?: number } = {}) {
  const { context = 'user', columns = 100, replayOf } = more;
  const report = sampleReport({ signals });
  const partial: PartialReport = {
    schemaVersion: 1,
    scanId: report.reportId,
    context,
    platform: 'linux',
    agentVersion: '0.1.0',
    startedAt: justNow,
    tookMs: 1,
    completeness: 'complete',
    signals: {},
    ...(replayOf === undefined ? {} : { replayOf }),
  };
  const style = styleFor(fakeTerminal({ columns, env: { NO_COLOR: '1', LANG: 'C.UTF-8' } }));
  return seenByLines({ report, partial }, style, now);
}

it('is one sentence where one scan saw everything', () => {
  const signals = { os: seen('user', justNow), tpm: seen('user', '2026-11-27T08:00:05Z') };
  expect(lines(signals)).toEqual(['Seen just now in your session.']);
  expect(lines({ os: seen('device', threeHoursAgo) }, { context: 'device' })).toEqual([
    'Seen 3 hours ago by the device scan.',
  ]);
});

it('has a row for each scan, newest first, with every signal once', () => {
  const signals = {
    os: seen('user', justNow),
    tpm: seen('device', threeHoursAgo),
    'secure-boot': seen('device', '2026-11-27T05:00:04Z'),
    browsers: seen('user', '2026-11-27T08:00:03Z'),
    apps: seen('user', '2026-11-18T08:00:00Z'),
  };
  expect(lines(signals)).toEqual([
    'Seen',
    '  in your session, just now        os, browsers',
    '  by the device scan, 3 hours ago  tpm, secure-boot',
    '  in your session, 9 days ago      apps',
  ]);
});

it('calls a session yours only where yours asks', () => {
  const signals = { os: seen('user', threeHoursAgo), tpm: seen('device', justNow) };
  expect(lines(signals, { context: 'device' }).join('\n')).toContain('by a user scan, 3 hours ago');
});

it('says the date where a clock was set back, and nothing of what has no meaning here', () => {
  const none = {
    kind: 'not-applicable',
    because: 'not here',
    at: justNow,
    tookMs: 0,
    context: 'user',
  } as const;
  expect(lines({ os: seen('device', '2026-11-28T08:00:00Z'), 'windows-hello': none })).toEqual([
    'Seen on 2026-11-28 by the device scan.',
  ]);
  expect(lines({ 'windows-hello': none })).toEqual([]);
});

it('says nothing of a replay, which nobody saw here', () => {
  expect(lines({ os: seen('user', justNow) }, { replayOf: 'a-laptop' })).toEqual([]);
});

it.each([40, 60, 80, 120])('keeps within %i columns, and lets no name draw on the terminal', (columns) => {
  const hostile = { 'a\u001b[2Jb': seen('device', threeHoursAgo) };
  const all = Object.fromEntries(
    [
      'os',
      'hardware',
      'tpm',
      'secure-boot',
      'biometric-sensor',
      'bluetooth',
      'security-key',
      'connectors',
    ].map((id) => [id, seen('user', justNow)]),
  );
  const text = lines({ ...all, ...hostile }, { columns });
  for (const line of text) expect(length(line)).toBeLessThanOrEqual(columns);
  expect(text.join('')).not.toContain('\u001b');
});
