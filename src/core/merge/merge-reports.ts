import { ScanContext } from '../../contract/observation.ts';
import { type DeviceReport, type PartialReport, REPORT_SCHEMA_VERSION } from '../../contract/report.ts';
import type { Signals } from '../../contract/signals.ts';
import { completenessOf } from '../scan/completeness.ts';
import { mergeSignals } from './merge-signals.ts';

export type ReportIdentity = {
  reportId: string;
  deviceId: string;
  deviceName: string;
  agentVersion: string;
  createdAt: Date;
};

/**
 * One device as all its contexts saw it. The order of `partials` does not matter. Completeness is that of the merged
 * answers: a signal that one context lost and another knows is not lost.
 * Throws RangeError without partials or with partials of different platforms: those are not one device.
 */
export function mergeReports(partials: readonly PartialReport[], identity: ReportIdentity): DeviceReport {
  const platforms = new Set(partials.map((partial) => partial.platform));
  const [platform] = platforms;
  if (platform === undefined) throw new RangeError('a device report needs at least one partial report');
  if (platforms.size > 1)
    throw new RangeError(`partial reports of one device name ${[...platforms].join(' and ')}`);
  const signals = partials.reduce<Signals>((merged, partial) => mergeSignals(merged, partial.signals), {});
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    reportId: identity.reportId,
    device: { id: identity.deviceId, name: identity.deviceName, platform },
    agentVersion: identity.agentVersion,
    createdAt: identity.createdAt.toISOString(),
    contexts: ScanContext.options.filter((context) =>
      partials.some((partial) => partial.context === context),
    ),
    completeness: completenessOf(signals),
    signals,
  };
}
