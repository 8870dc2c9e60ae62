import { Kysely, type Transaction } from 'kysely';
import type { ProblemError } from '../../contract/problem.ts';
import { migrate, readMigrations } from './migrate.ts';
import { type OpenDatabase, openPglite } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';
import { readStoreProblem } from './store-problems.ts';
import type { Tables } from './tables.ts';

export type StorePlace = { kind: 'pglite'; dataDir: string } | { kind: 'postgres'; url: string };

/** Reads and writes the rows of one tenant. Every query names the tenant. */
export type Store = {
  readonly tenant: string;
  readonly kind: StorePlace['kind'];
  /** Runs queries that change nothing. Failures of the database come as ProblemErrors. */
  read<Value>(work: (db: Kysely<Tables>) => Promise<Value>): Promise<Value>;
  /** Runs `work` in one transaction, committed durably when this resolves; a throw rolls back. */
  write<Value>(work: (trx: Transaction<Tables>) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
};

export type StoreEvents = {
  /** A pooled connection broke while idle; the next query opens another. */
  onIdleError(error: Error): void;
  /** Another process took the data folder over. */
  onLost(error: ProblemError): void;
};

/** Opens a store and brings its schema up to date. Throws ProblemErrors `collector.…`. */
export async function openStore(
  place: StorePlace,
  tenant: string,
  now: Date,
  events: StoreEvents,
): Promise<Store> {
  const database: OpenDatabase =
    place.kind === 'pglite'
      ? await openPglite(place.dataDir, events.onLost)
      : openPostgres(place.url, events.onIdleError);
  const db = new Kysely<Tables>({ dialect: database.dialect });
  const close = async () => {
    await db.destroy();
    await database.release();
  };
  try {
    await migrate(db as unknown as Kysely<never>, await readMigrations(), now);
    await database.markUsable();
  } catch (error) {
    await close().catch(() => undefined);
    throw readStoreProblem(error);
  }
  return {
    tenant,
    kind: place.kind,
    read: (work) => work(db).catch(rethrow),
    write: (work) =>
      db
        .transaction()
        .execute(async (trx) => {
          // Inside the transaction, because with the embedded database others may have written while this one waited.
          await database.checkWritable();
          return work(trx);
        })
        .catch(rethrow),
    close,
  };
}

function rethrow(error: unknown): never {
  throw readStoreProblem(error);
}
