import { sql, type Transaction } from 'kysely';
import { PROOF_CLOCK_TOLERANCE_S, type ProofClaims, type ReportReceipt } from '../../contract/http.ts';
import { ProblemError } from '../../contract/problem.ts';
import { DeviceReport } from '../../contract/report.ts';
import type { VerdictState } from '../../contract/verdict.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';
import { replaceReasons } from '../store/device-reasons.ts';
import { type JudgedDevice, judgeDevice } from '../store/judged-device.ts';
import type { Store } from '../store/open-store.ts';
import type { Tables } from '../store/tables.ts';
import { mergeIntoDevice } from './merge-into-device.ts';

export type ReceivedReport = {
  thumbprint: string;
  claims: ProofClaims;
  report: DeviceReport;
  /** The report as sent, compressed. */
  bodyGzip: Uint8Array;
  jsonBytes: number;
  receivedAt: Date;
  sample: boolean;
};

/**
 * Uses up the proof, keeps the report, merges it into its device and judges the device again: all in one transaction, so
 * that a receipt means everything is on the disk and a failure means nothing happened and the same request may come
 * again. Throws `ingest.replayed`, `ingest.key-revoked`, `ingest.foreign-device` and what the store throws.
 */
export async function storeReport(
  store: Store,
  policyFiles: JudgingFiles,
  received: ReceivedReport,
): Promise<ReportReceipt> {
  const { report, receivedAt } = received;
  return store.write(async (trx) => {
    await useProof(trx, store.tenant, received);
    const before = await trx
      .selectFrom('reports')
      .select(['device_id', 'received_at', 'state'])
      .where('tenant', '=', store.tenant)
      .where('report_id', '=', report.reportId)
      .executeTakeFirst();
    if (before) {
      if (before.device_id !== report.device.id) throw takenId();
      return {
        reportId: report.reportId,
        outcome: 'already-stored',
        receivedAt: before.received_at.toISOString(),
        state: before.state as VerdictState,
      };
    }
    const stored = await findDeviceReport(trx, store.tenant, report.device.id);
    const merged = mergeIntoDevice(stored, report, receivedAt);
    const judged = judgeDevice(merged, policyFiles, receivedAt);
    await insertReport(trx, store.tenant, received, judged.verdict.state);
    await upsertDevice(trx, store.tenant, merged, judged, received);
    await replaceReasons(trx, store.tenant, report.device.id, judged.reasonRows);
    return {
      reportId: report.reportId,
      outcome: 'stored',
      receivedAt: receivedAt.toISOString(),
      state: judged.verdict.state,
    };
  });
}

/** Also locks the key's row, so that the reports of one device are stored one after the other. */
async function useProof(
  trx: Transaction<Tables>,
  tenant: string,
  { thumbprint, claims }: ReceivedReport,
): Promise<void> {
  const key = await trx
    .selectFrom('installation_keys')
    .select(['last_seq', 'revoked_at'])
    .where('tenant', '=', tenant)
    .where('thumbprint', '=', thumbprint)
    .forUpdate()
    .executeTakeFirst();
  if (!key)
    throw new ProblemError('ingest.unknown-key', 'this key was removed while the report was on its way');
  if (key.revoked_at) throw new ProblemError('ingest.key-revoked', 'this installation was blocked by IT');
  const { numInsertedOrUpdatedRows: fresh } = await trx
    .insertInto('used_proofs')
    .values({
      tenant,
      thumbprint,
      jti: claims.jti,
      expires_at: new Date((claims.exp + PROOF_CLOCK_TOLERANCE_S) * 1000),
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'thumbprint', 'jti']).doNothing())
    .executeTakeFirst();
  if (fresh !== 1n) throw new ProblemError('ingest.replayed', 'this proof was used before');
  if (claims.seq <= key.last_seq)
    throw new ProblemError('ingest.replayed', `sequence number ${claims.seq} came after ${key.last_seq}`);
  await trx
    .updateTable('installation_keys')
    .set({ last_seq: claims.seq })
    .where('tenant', '=', tenant)
    .where('thumbprint', '=', thumbprint)
    .execute();
}

async function findDeviceReport(
  trx: Transaction<Tables>,
  tenant: string,
  deviceId: string,
): Promise<DeviceReport | undefined> {
  const row = await trx
    .selectFrom('devices')
    .select('report')
    .where('tenant', '=', tenant)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return row && DeviceReport.parse(row.report);
}

async function insertReport(
  trx: Transaction<Tables>,
  tenant: string,
  received: ReceivedReport,
  state: VerdictState,
): Promise<void> {
  const { report } = received;
  const inserted = await trx
    .insertInto('reports')
    .values({
      tenant,
      report_id: report.reportId,
      device_id: report.device.id,
      received_at: received.receivedAt,
      created_at: new Date(report.createdAt),
      state,
      json_bytes: received.jsonBytes,
      body_gzip: received.bodyGzip,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'report_id']).doNothing())
    .returning('report_id')
    .execute();
  // One device's reports queue at its key's row, so only another device can have been faster.
  if (inserted.length === 0) throw takenId();
}

async function upsertDevice(
  trx: Transaction<Tables>,
  tenant: string,
  merged: DeviceReport,
  { columns }: JudgedDevice,
  { receivedAt, sample }: ReceivedReport,
): Promise<void> {
  const os = merged.signals.os;
  const latest = {
    ...columns,
    report: JSON.stringify(merged),
    name: merged.device.name,
    name_key: merged.device.name.toLowerCase(),
    platform: merged.device.platform,
    os_name: os?.kind === 'known' ? os.facts.prettyName : null,
    completeness: merged.completeness,
    last_seen: receivedAt,
    sample,
  };
  await trx
    .insertInto('devices')
    .values({ ...latest, tenant, device_id: merged.device.id, first_seen: receivedAt, reports_received: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'device_id'])
        .doUpdateSet({ ...latest, reports_received: sql`devices.reports_received + 1` }),
    )
    .execute();
}

function takenId(): ProblemError {
  return new ProblemError('ingest.foreign-device', 'another device sent a report with this id', {
    where: '/reportId',
  });
}
