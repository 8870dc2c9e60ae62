import { DeviceReport } from '../../contract/report.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';
import type { Clock } from '../../platform/clock.ts';
import { replaceReasons } from '../store/device-reasons.ts';
import { judgeDevice } from '../store/judged-device.ts';
import type { Store } from '../store/open-store.ts';

const batchSize = 50;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Judges every stored device whose verdict was reached under another policy version or more than a day ago, since a verdict loses weight with age
 * (docs/adr/0014) and a device that fell silent sends no report that would renew it. In small transactions so that
 * reports get in between. Resolves to how many were judged; ends early when `stop` is aborted. A device whose stored
 * report this version cannot read keeps its old verdict and is passed to `onUnreadable`.
 */
export async function judgeFleetAgain(
  store: Store,
  policyFiles: JudgingFiles,
  clock: Clock,
  stop: AbortSignal,
  onUnreadable: (deviceId: string) => void,
): Promise<number> {
  let judgedCount = 0;
  let after = '';
  while (!stop.aborted) {
    const batch = await judgeBatch(store, policyFiles, clock.now(), after, onUnreadable);
    judgedCount += batch.judged;
    if (batch.last === undefined) break;
    after = batch.last;
  }
  return judgedCount;
}

async function judgeBatch(
  store: Store,
  policyFiles: JudgingFiles,
  now: Date,
  after: string,
  onUnreadable: (deviceId: string) => void,
): Promise<{ judged: number; last: string | undefined }> {
  return store.write(async (trx) => {
    const rows = await trx
      .selectFrom('devices')
      .select(['device_id', 'report'])
      .where('tenant', '=', store.tenant)
      .where((where) =>
        where.or([
          where('policy_version', '<>', policyFiles.policy.version),
          where('judged_at', '<', new Date(now.getTime() - dayMs)),
        ]),
      )
      .where('device_id', '>', after)
      .orderBy('device_id')
      .limit(batchSize)
      .forUpdate()
      .execute();
    let judgedCount = 0;
    for (const { device_id: deviceId, report } of rows) {
      const readable = DeviceReport.safeParse(report);
      if (!readable.success) {
        onUnreadable(deviceId);
        continue;
      }
      const judged = judgeDevice(readable.data, policyFiles, now);
      await trx
        .updateTable('devices')
        .set(judged.columns)
        .where('tenant', '=', store.tenant)
        .where('device_id', '=', deviceId)
        .execute();
      await replaceReasons(trx, store.tenant, deviceId, judged.reasonRows);
      judgedCount += 1;
    }
    return { judged: judgedCount, last: rows.at(-1)?.device_id };
  });
}
