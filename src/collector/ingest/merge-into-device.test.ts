import { describe, expect, it } from 'vitest';
import { DeviceReport } from '../../contract/report.ts';
import { mergeIntoDevice } from './merge-into-device.ts';

function reportAt(minute: number, name: string, extra: object = {}): DeviceReport {
  const at = new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
  return DeviceReport.parse({
    schemaVersion: 1,
    reportId: `00000000-0000-4000-8000-${String(minute).padStart(12, '0')}`,
    device: { id: 'device-one', name, platform: 'linux' },
    agentVersion: '0.1.0',
    createdAt: at,
    contexts: ['device'],
    completeness: 'complete',
    signals: { tpm: { kind: 'unknown', reason: 'timed-out', at, tookMs: 1, context: 'device' } },
    ...extra,
  });
}
const received = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));

describe('mergeIntoDevice', () => {
  it('takes a first report as it is, unknown fields included', () => {
    const first = reportAt(1, 'one', { tomorrow: true });
    expect(mergeIntoDevice(undefined, first, received(2))).toEqual(first);
  });

  it('comes to the same device whichever report arrives first', () => {
    const [early, late] = [reportAt(1, 'old', { contexts: ['user'] }), reportAt(5, 'new')];
    const inOrder = mergeIntoDevice(mergeIntoDevice(undefined, early, received(6)), late, received(7));
    const reversed = mergeIntoDevice(mergeIntoDevice(undefined, late, received(6)), early, received(7));
    expect(inOrder).toEqual(reversed);
    expect(inOrder).toMatchObject({ device: { name: 'new' }, contexts: ['device', 'user'] });
  });

  it('says that answers are missing while they are', () => {
    const merged = mergeIntoDevice(reportAt(1, 'x'), reportAt(2, 'x'), received(3));
    expect(merged.completeness).toBe('partial');
  });

  it('counts a stamp from the future as of its arrival', () => {
    const future = reportAt(59, 'wrong clock');
    const merged = mergeIntoDevice(undefined, future, received(10));
    expect(merged.createdAt).toBe(received(10).toISOString());
    expect(merged.signals.tpm?.at).toBe(received(10).toISOString());
    expect(mergeIntoDevice(merged, reportAt(11, 'right'), received(12)).device.name).toBe('right');
  });
});
