import { sql } from 'kysely';
import { FleetSummary } from '../../contract/http.ts';
import { PlatformName } from '../../contract/platform-name.ts';
import { passkeyKinds, verdictStates } from '../../contract/verdict.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';
import type { Store } from '../store/open-store.ts';

const maxBlockers = 20;
const dayMs = 24 * 60 * 60 * 1000;

/** The fleet in numbers, counted by the database. */
export async function summariseFleet(
  store: Store,
  policyFiles: JudgingFiles,
  now: Date,
): Promise<FleetSummary> {
  const { policy, remediation } = policyFiles;
  const freshSince = new Date(now.getTime() - policy.staleAfterDays * dayMs);
  return store.read(async (db) => {
    const devices = db.selectFrom('devices').where('tenant', '=', store.tenant);
    const totals = await devices
      .select([
        sql<number>`count(*)::int`.as('devices'),
        sql<number>`count(*) FILTER (WHERE last_seen >= ${freshSince})::int`.as('fresh'),
        sql<number>`count(*) FILTER (WHERE policy_version <> ${policy.version})::int`.as('awaiting'),
        sql<boolean>`coalesce(bool_and(sample), false)`.as('sample'),
      ])
      .executeTakeFirstOrThrow();
    const states = await devices
      .select(['state', sql<number>`count(*)::int`.as('count')])
      .groupBy('state')
      .execute();
    const platforms = await devices
      .select(['platform', sql<number>`count(*)::int`.as('count')])
      .groupBy('platform')
      .execute();
    const { rows: kinds } = await sql<{ kind: string; state: string; count: number }>`
      SELECT entry.key AS kind, entry.value AS state, count(*)::int AS count
      FROM devices CROSS JOIN LATERAL jsonb_each_text(devices.kind_states) AS entry
      WHERE devices.tenant = ${store.tenant}
      GROUP BY entry.key, entry.value`.execute(db);
    const blockers = await db
      .selectFrom('device_reasons')
      .where('tenant', '=', store.tenant)
      .select([
        'code',
        'severity',
        sql<string | null>`min(owner)`.as('owner'),
        sql<number>`count(DISTINCT device_id)::int`.as('devices'),
        sql<string>`string_agg(DISTINCT kind, ',')`.as('kinds'),
      ])
      .groupBy(['code', 'severity'])
      .orderBy('devices', 'desc')
      .orderBy('code')
      .limit(maxBlockers)
      .execute();
    return FleetSummary.parse({
      devices: totals.devices,
      fresh: totals.fresh,
      staleAfterDays: policy.staleAfterDays,
      states: countsOf(verdictStates, states, ({ state }) => state),
      kinds: Object.fromEntries(
        passkeyKinds.map((kind) => [
          kind,
          countsOf(
            verdictStates,
            kinds.filter((row) => row.kind === kind),
            ({ state }) => state,
          ),
        ]),
      ),
      platforms: countsOf(PlatformName.options, platforms, ({ platform }) => platform),
      blockers: blockers.map(({ code, severity, owner, devices: count, kinds: names }) => ({
        code,
        title: remediation.reasons[code]?.title ?? code,
        owner: owner ?? remediation.reasons[code]?.owner ?? null,
        severity,
        devices: count,
        kinds: names.split(',').filter((kind) => kind !== ''),
      })),
      // Dates of single programs are shown with them: no device misses the rollout by one.
      dates: policy.dates
        .filter(({ about }) => about === undefined)
        .map(({ id, date, what, source }) => ({ id, date, what, source })),
      policyVersion: policy.version,
      awaitingJudgement: totals.awaiting,
      sampleData: totals.sample,
      at: now.toISOString(),
    } satisfies Record<string, unknown>);
  });
}

function countsOf<Row extends { count: number }>(
  names: readonly string[],
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Record<string, number> {
  return Object.fromEntries(
    names.map((name) => [name, rows.find((row) => nameOf(row) === name)?.count ?? 0]),
  );
}
