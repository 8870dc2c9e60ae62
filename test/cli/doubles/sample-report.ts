import { randomUUID } from 'node:crypto';
import { DeviceReport } from '../../../src/contract/report.ts';

/** A small valid report; `padding` makes it longer by that many characters. */
export function sampleReport(overrides: Partial<DeviceReport> = {}, padding = 0): DeviceReport {
  const at = '2026-11-20T08:00:00.000Z';
  return DeviceReport.parse({
    schemaVersion: 1,
    reportId: randomUUID(),
    device: { id: 'device-under-test', name: 'LAPTOP-42', platform: 'linux' },
    agentVersion: '0.1.0',
    createdAt: at,
    contexts: ['user'],
    completeness: 'complete',
    signals: {
      tpm: { kind: 'unknown', reason: 'needs-elevation', at, tookMs: 4, context: 'user' },
    },
    ...(padding > 0 ? { padding: 'x'.repeat(padding) } : {}),
    ...overrides,
  });
}
