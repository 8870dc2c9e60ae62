import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { bigintTypeId, type OpenDatabase } from './open-pglite.ts';

/** Opens a pool to a PostgreSQL server. Reachability shows at the first query. `onIdleError` hears of connections lost between uses. */
export function openPostgres(url: string, onIdleError: (error: Error) => void): OpenDatabase {
  const types = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === bigintTypeId && format !== 'binary'
        ? Number
        : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A query that hangs must not hold a request for ever; the slowest fleet query has seconds of room.
    statement_timeout: 30_000,
    query_timeout: 35_000,
    application_name: 'keyready-collector',
    types,
  });
  pool.on('error', onIdleError);
  return {
    dialect: new PostgresDialect({ pool }),
    checkWritable: async () => undefined,
    markUsable: async () => undefined,
    release: async () => undefined,
  };
}
