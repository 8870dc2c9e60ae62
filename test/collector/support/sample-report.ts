import { randomUUID } from 'node:crypto';
import type { DeviceReport } from '../../../src/contract/report.ts';

/** A small valid report of a Linux machine: system known, radio off, nothing else seen. */
export function makeReport(
  deviceId: string,
  at: Date,
  overrides: Partial<DeviceReport> & { name?: string } = {},
): DeviceReport {
  const { name = 'test-device', ...rest } = overrides;
  const stamp = { at: at.toISOString(), tookMs: 3, context: 'device' as const };
  return {
    schemaVersion: 1,
    reportId: randomUUID(),
    device: { id: deviceId, name, platform: 'linux' },
    agentVersion: '0.1.0',
    createdAt: at.toISOString(),
    contexts: ['device'],
    completeness: 'complete',
    signals: {
      os: {
        kind: 'known',
        source: '/etc/os-release',
        ...stamp,
        facts: {
          platform: 'linux',
          id: 'debian',
          prettyName: 'Debian GNU/Linux 12 (bookworm)',
          version: '12',
          kernel: '6.1.0-28-amd64',
          arch: 'x64',
          session: {
            kind: { kind: 'known', value: 'local' },
            type: 'wayland',
            desktop: 'GNOME',
          },
          virtualization: 'none',
        },
      },
      tpm: { kind: 'unknown', reason: 'needs-elevation', ...stamp },
    },
    ...rest,
  };
}
