import { sql } from 'kysely';
import type { DeviceDetail } from '../../contract/http.ts';
import { ProblemError } from '../../contract/problem.ts';
import { DeviceReport } from '../../contract/report.ts';
import { Verdict } from '../../contract/verdict.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';
import { distributionsOf } from '../../core/explain/distributions-of.ts';
import { explain } from '../../core/explain/explain.ts';
import { judgeDevice } from '../store/judged-device.ts';
import type { Store } from '../store/open-store.ts';
import { rowColumns, toDeviceRow } from './list-devices.ts';

/** One device with its report, judged with today's policy. Throws `fleet.no-such-device`. */
export async function showDevice(
  store: Store,
  policyFiles: JudgingFiles,
  deviceId: string,
  now: Date,
): Promise<DeviceDetail> {
  const { device, key } = await store.read(async (db) => ({
    device: await db
      .selectFrom('devices')
      .select([...rowColumns, 'report', 'verdict', 'policy_version', 'reports_received'])
      .where('tenant', '=', store.tenant)
      .where('device_id', '=', deviceId)
      .executeTakeFirst(),
    key: await db
      .selectFrom('installation_keys')
      .select(['assurance', sql<Date>`enrolled_at`.as('enrolled_at')])
      .where('tenant', '=', store.tenant)
      .where('device_id', '=', deviceId)
      .orderBy('enrolled_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  }));
  if (!device) throw new ProblemError('fleet.no-such-device', 'no report of this device has arrived');
  const report = DeviceReport.parse(device.report);
  const { verdict } = judgeDevice(report, policyFiles, now);
  return {
    row: toDeviceRow(device),
    verdict: explain(
      verdict,
      report.device.platform,
      policyFiles.remediation,
      distributionsOf(report.signals),
      policyFiles.policy.catalogue,
    ),
    ...(device.policy_version === verdict.policyVersion
      ? {}
      : { storedVerdict: Verdict.parse(device.verdict) }),
    report,
    assurance: key?.assurance ?? 'unknown',
    enrolledAt: key?.enrolled_at.toISOString() ?? null,
    reportsReceived: device.reports_received,
  };
}
