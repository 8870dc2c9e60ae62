import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { ProblemError } from '../../contract/problem.ts';

export type Migration = { number: number; name: string; statements: string[]; checksum: string };

/** Any constant will do, it only has to be the same in every collector: "keyready" in ASCII hex, cut to 48 bits. */
const advisoryLockId = 0x6b6579726561;

/** Reads `NNNN-name.sql` files of a folder in order. Numbers must run from 1 without a gap. */
export async function readMigrations(dir = join(import.meta.dirname, 'migrations')): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const number = Number.parseInt(file, 10);
      if (number !== index + 1) throw new Error(`migration ${file} should have number ${index + 1}`);
      const text = await readFile(join(dir, file), 'utf8');
      return {
        number,
        name: file.replace(/\.sql$/, ''),
        statements: splitStatements(text),
        checksum: createHash('sha256').update(text).digest('hex'),
      };
    }),
  );
}

/**
 * Brings a store to the newest schema in one transaction, under a lock that other collectors wait for. Returns how many
 * migrations were applied. Throws `collector.schema-too-new` and `collector.schema-changed`, leaving the store as it was.
 */
export async function migrate(
  db: Kysely<never>,
  migrations: readonly Migration[],
  now: Date,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(advisoryLockId)})`.execute(trx);
    await sql`CREATE TABLE IF NOT EXISTS schema_migrations (
      number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL
    )`.execute(trx);
    const { rows: applied } = await sql<{ number: number; name: string; checksum: string }>`
      SELECT number, name, checksum FROM schema_migrations ORDER BY number`.execute(trx);
    for (const done of applied) {
      const ours = migrations[done.number - 1];
      if (!ours)
        throw new ProblemError(
          'collector.schema-too-new',
          `the store has migration ${done.name}, which this version does not know`,
        );
      if (ours.checksum !== done.checksum)
        throw new ProblemError(
          'collector.schema-changed',
          `migration ${done.name} was changed after it had been applied to this store`,
        );
    }
    const missing = migrations.slice(applied.length);
    for (const { number, name, checksum, statements } of missing) {
      for (const statement of statements) await sql.raw(statement).execute(trx);
      await sql`INSERT INTO schema_migrations (number, name, checksum, applied_at)
        VALUES (${number}, ${name}, ${checksum}, ${now})`.execute(trx);
    }
    return missing.length;
  });
}

/** PGlite takes one statement at a time. A statement ends with `;` at the end of a line; `--` comments stand on their own lines. */
function splitStatements(text: string): string[] {
  return text
    .replace(/^\s*--.*$/gm, '')
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
