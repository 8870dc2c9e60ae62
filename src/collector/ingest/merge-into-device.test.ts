import { describe, expect, test } from 'vitest';
import type { ScanContext, UnknownReason } from '../../contract/observation.ts';
import type { DeviceReport } from '../../contract/report.ts';
import type { Signals } from '../../contract/signals.ts';
import { mergeIntoDevice } from './merge-into-device.ts';

const receivedAt = new Date('2026-11-22T12:00:00.000Z');

function noKeys(at: string, context: ScanContext): Signals['security-key'] {
  return { kind: 'known', facts: { keys: [] }, source: 'test', at, tookMs: 1, context };
}
function untold(
  at: string,
  context: ScanContext,
  reason: UnknownReason = 'timed-out',
): Signals['security-key'] {
  return { kind: 'unknown', reason, at, tookMs: 1, context };
}
function report(createdAt: string, contexts: ScanContext[], key: Signals['security-key']): DeviceReport {
  return {
    schemaVersion: 1,
    reportId: crypto.randomUUID(),
    device: { id: 'device-0001', name: 'laptop', platform: 'linux' },
    agentVersion: '0.1.0',
    createdAt,
    contexts,
    completeness: 'complete',
    signals: key ? { 'security-key': key } : {},
  };
}
const nine = '2026-11-22T09:00:00.000Z';
const ten = '2026-11-22T10:00:00.000Z';

describe('merging a report into its device', () => {
  test('a signal named like a member of every object is kept, and is not made up where no report has it', () => {
    const seen = { kind: 'known', facts: 1, source: 'test', at: nine, tookMs: 1, context: 'device' } as const;
    const odd = { ...report(nine, ['device'], undefined), signals: { constructor: seen, valueOf: seen } };
    const plain = report(ten, ['device'], noKeys(ten, 'device'));
    for (const merged of [mergeIntoDevice(odd, plain, receivedAt), mergeIntoDevice(plain, odd, receivedAt)])
      expect({ ...merged.signals }).toEqual({ ...odd.signals, ...plain.signals });
  });

  const known = report(nine, ['device'], noKeys(nine, 'device'));

  test('a later "could not tell" of the same context is not hidden by its older answer, in either order', () => {
    const lost = report(ten, ['device'], untold(ten, 'device'));
    expect(mergeIntoDevice(known, lost, receivedAt).signals['security-key']?.kind).toBe('unknown');
    expect(mergeIntoDevice(lost, known, receivedAt).signals['security-key']?.kind).toBe('unknown');
    expect(mergeIntoDevice(known, lost, receivedAt).completeness).toBe('partial');
  });

  test('another context that cannot tell leaves what this one knows', () => {
    const blind = report(ten, ['user'], untold(ten, 'user', 'needs-elevation'));
    const merged = mergeIntoDevice(known, blind, receivedAt);
    expect(merged.signals['security-key']?.kind).toBe('known');
    expect(merged.contexts).toEqual(['device', 'user']);
  });

  test('a later report that did not ask leaves the older answer', () => {
    const silent = report(ten, ['device'], undefined);
    expect(mergeIntoDevice(known, silent, receivedAt).signals['security-key']?.kind).toBe('known');
  });

  test('a stamp from the future counts as of the arrival', () => {
    const future = '2027-11-22T09:00:00.000Z';
    const merged = mergeIntoDevice(
      undefined,
      report(future, ['device'], noKeys(future, 'device')),
      receivedAt,
    );
    expect(merged.signals['security-key']?.at).toBe(receivedAt.toISOString());
    expect(merged.createdAt).toBe(receivedAt.toISOString());
  });
});
