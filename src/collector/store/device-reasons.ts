import type { Transaction } from 'kysely';
import type { ReasonRow } from './judged-device.ts';
import type { Tables } from './tables.ts';

/** Makes the reasons of one device those of its latest verdict. */
export async function replaceReasons(
  trx: Transaction<Tables>,
  tenant: string,
  deviceId: string,
  rows: readonly ReasonRow[],
): Promise<void> {
  await trx
    .deleteFrom('device_reasons')
    .where('tenant', '=', tenant)
    .where('device_id', '=', deviceId)
    .execute();
  if (rows.length > 0)
    await trx
      .insertInto('device_reasons')
      .values(rows.map((row) => ({ tenant, device_id: deviceId, ...row })))
      .execute();
}
