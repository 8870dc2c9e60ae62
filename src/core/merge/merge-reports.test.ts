import { describe, expect, it } from 'vitest';
import { steadyFacts } from '../../../test/doubles/hosts/steady-facts.ts';
import { DeviceReport, type PartialReport } from '../../contract/report.ts';
import { mergeReports } from './merge-reports.ts';

const identity = {
  reportId: '0b3f2f5e-58a7-4b0e-8a39-0c0b8f0a7a11',
  deviceId: 'thumbprint-of-a-key',
  deviceName: 'box',
  agentVersion: '1.2.3',
  createdAt: new Date('2026-02-02T02:02:02Z'),
};
function partial(context: 'device' | 'user', signals: PartialReport['signals']): PartialReport {
  return {
    schemaVersion: 1,
    scanId: '5f0c3d9e-1111-4222-8333-444455556666',
    context,
    platform: 'linux',
    agentVersion: '1.0.0',
    startedAt: '2026-02-02T02:00:00Z',
    tookMs: 100,
    completeness: 'complete',
    signals,
  };
}
const stamp = { at: '2026-02-02T02:00:00Z', tookMs: 1 };
const tpmKnown = { kind: 'known', facts: steadyFacts.tpm, source: 's', context: 'device', ...stamp } as const;
const tpmLost = { kind: 'unknown', reason: 'timed-out', context: 'user', ...stamp } as const;

describe('mergeReports', () => {
  it('makes one report that fits the contract, whichever context comes first', () => {
    const [device, user] = [partial('device', { tpm: tpmKnown }), partial('user', { tpm: tpmLost })];
    const report = mergeReports([user, device], identity);
    expect(report).toEqual(mergeReports([device, user], identity));
    expect(DeviceReport.parse(report)).toEqual(report);
    expect(report.contexts).toEqual(['device', 'user']);
    expect(report.signals.tpm).toEqual(tpmKnown);
  });
  it('does not count a signal as lost that another context knows', () => {
    const whole = mergeReports(
      [partial('user', { tpm: tpmLost }), partial('device', { tpm: tpmKnown })],
      identity,
    );
    expect(whole.completeness).toBe('complete');
    expect(mergeReports([partial('user', { tpm: tpmLost })], identity).completeness).toBe('partial');
    const cancelled = { ...tpmLost, reason: 'cancelled' } as const;
    expect(mergeReports([partial('user', { tpm: cancelled })], identity).completeness).toBe('cancelled');
  });
  it('refuses to make a device of nothing, or of two systems', () => {
    expect(() => mergeReports([], identity)).toThrow(RangeError);
    const foreign = { ...partial('user', {}), platform: 'win32' } as const;
    expect(() => mergeReports([partial('device', {}), foreign], identity)).toThrow(/linux and win32/);
  });
});
