import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DeviceRow, DevicesPage, DevicesQuery } from '../../contract/http.ts';
import { DeviceRow as DeviceRowSchema } from '../../contract/http.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { Store } from '../store/open-store.ts';
import type { Tables } from '../store/tables.ts';
import { type Cursor, readCursor, type SortField, writeCursor } from './cursor.ts';

const sortColumns = {
  name: 'name_key',
  state: 'state_rank',
  platform: 'platform',
  lastSeen: 'last_seen',
} as const satisfies Record<SortField, keyof Tables['devices']>;

/** Columns that a row of the device table is made of. */
export const rowColumns = [
  'device_id',
  'name',
  'name_key',
  'platform',
  'os_name',
  'state',
  'state_rank',
  'kind_states',
  'reasons',
  'last_seen',
  'completeness',
  'sample',
] as const;
type RowColumns = {
  device_id: string;
  name: string;
  name_key: string;
  platform: string;
  os_name: string | null;
  state: string;
  state_rank: number;
  kind_states: unknown;
  reasons: unknown;
  last_seen: Date;
  completeness: string;
  sample: boolean;
};

/** One page of devices that match, with the number of all that match. Throws `fleet.bad-query` for a foreign cursor. */
export async function listDevices(store: Store, query: DevicesQuery): Promise<DevicesPage> {
  const cursor = readCursor(query);
  if (query.kindState && !query.kind)
    throw new ProblemError('fleet.bad-query', 'kindState says nothing without kind', { where: 'kindState' });
  const matches = (eb: ExpressionBuilder<Tables, 'devices'>) => eb.and(filtersOf(store.tenant, query, eb));
  const column = sortColumns[query.sort];
  return store.read(async (db) => {
    const { total } = await db
      .selectFrom('devices')
      .select(sql<number>`count(*)::int`.as('total'))
      .where(matches)
      .executeTakeFirstOrThrow();
    const rows = await db
      .selectFrom('devices')
      .select([...rowColumns])
      .where(matches)
      .$if(cursor !== undefined, (qb) => qb.where(cursor ? isAfter(cursor) : sql<SqlBool>`true`))
      .orderBy(column, query.order)
      .orderBy('device_id', query.order)
      .limit(query.limit + 1)
      .execute();
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      devices: page.map(toDeviceRow),
      next: last && rows.length > query.limit ? writeCursor(cursorAt(query, last)) : null,
      total,
    };
  });
}

export function toDeviceRow(row: RowColumns): DeviceRow {
  return DeviceRowSchema.parse({
    id: row.device_id,
    name: row.name,
    platform: row.platform,
    osName: row.os_name,
    state: row.state,
    kinds: row.kind_states,
    reasons: row.reasons,
    lastSeen: row.last_seen.toISOString(),
    completeness: row.completeness,
    sample: row.sample,
  });
}

function filtersOf(
  tenant: string,
  query: DevicesQuery,
  eb: ExpressionBuilder<Tables, 'devices'>,
): Expression<SqlBool>[] {
  const filters: Expression<SqlBool>[] = [eb('tenant', '=', tenant)];
  if (query.state) filters.push(eb('state', '=', query.state));
  if (query.platform) filters.push(eb('platform', '=', query.platform));
  if (query.kind && query.kindState)
    filters.push(sql<SqlBool>`kind_states @> ${JSON.stringify({ [query.kind]: query.kindState })}::jsonb`);
  // A kind by itself means: devices for which it is a question at all.
  else if (query.kind && !query.reason)
    filters.push(
      sql<SqlBool>`NOT kind_states @> ${JSON.stringify({ [query.kind]: 'not-applicable' })}::jsonb`,
    );
  if (query.search)
    filters.push(eb('name_key', 'like', `%${query.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`));
  if (query.reason)
    filters.push(
      eb.exists(
        eb
          .selectFrom('device_reasons')
          .select('device_reasons.code')
          .where('device_reasons.tenant', '=', tenant)
          .whereRef('device_reasons.device_id', '=', 'devices.device_id')
          .where('device_reasons.code', '=', query.reason)
          .$if(query.kind !== undefined, (qb) => qb.where('device_reasons.kind', '=', query.kind ?? ''))
          .$if(query.severity !== undefined, (qb) =>
            qb.where('device_reasons.severity', '=', query.severity ?? ''),
          ),
      ),
    );
  return filters;
}

function isAfter(cursor: Cursor): Expression<SqlBool> {
  const column = sql.ref(sortColumns[cursor.sort]);
  const value = cursor.sort === 'lastSeen' ? new Date(cursor.value) : cursor.value;
  const beyond = sql.raw(cursor.order === 'asc' ? '>' : '<');
  return sql<SqlBool>`(${column}, device_id) ${beyond} (${value}, ${cursor.id})`;
}

function cursorAt(query: DevicesQuery, row: RowColumns): Cursor {
  const { order } = query;
  const id = row.device_id;
  switch (query.sort) {
    case 'name':
      return { sort: 'name', order, value: row.name_key, id };
    case 'platform':
      return { sort: 'platform', order, value: row.platform, id };
    case 'state':
      return { sort: 'state', order, value: row.state_rank, id };
    case 'lastSeen':
      return { sort: 'lastSeen', order, value: row.last_seen.toISOString(), id };
  }
}
