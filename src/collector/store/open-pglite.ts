import { access, constants, mkdir, open, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, PGliteDialect } from 'kysely';
import { ProblemError } from '../../contract/problem.ts';
import { makeFolders } from '../../platform/make-folders.ts';
import { systemCode } from '../../platform/system-code.ts';
import { DurableNodeFs, durableStartParams } from './durable-files.ts';
import { type FolderLock, lockDataFolder } from './lock-data-folder.ts';

/**
 * Free space below which nothing is written, bytes. PostgreSQL in-process cannot survive a log that does not fit: it
 * panics and PGlite then loops for ever, so the end must never be reached. One log segment is 16 MiB, two may be wanted.
 */
export const reserveBytes = 48 * 1024 * 1024;
/** PostgreSQL type number of bigint (https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_type.dat). */
export const bigintTypeId = 20;

/** A database under the store: how Kysely speaks to it, and what the store must know beyond SQL. */
export type OpenDatabase = {
  dialect: Dialect;
  /** Throws a ProblemError when nothing may be written now. */
  checkWritable(): Promise<void>;
  /** Called once the first migration stands: from here on the folder holds something worth keeping. */
  markUsable(): Promise<void>;
  /** After Kysely was destroyed. */
  release(): Promise<void>;
};

/**
 * Opens (or makes) the embedded database in `dataDir`. Nothing there is ever deleted except a database whose very first
 * start did not get to its end. Throws `collector.data-folder-…` and `collector.disk-full`.
 */
export async function openPglite(
  dataDir: string,
  onLost: (error: ProblemError) => void,
): Promise<OpenDatabase> {
  await makeWritableFolder(dataDir);
  await checkFreeSpace(dataDir);
  let lost: ProblemError | undefined;
  const lock = await lockDataFolder(dataDir, (error) => {
    lost = new ProblemError('collector.data-folder-in-use', `lost the lock of ${dataDir}`, { cause: error });
    onLost(lost);
  });
  const databaseDir = join(dataDir, 'database');
  const startingMark = join(dataDir, 'first-start');
  try {
    await prepareDatabaseFolder(databaseDir, startingMark);
    const pglite = await boot(databaseDir);
    return {
      dialect: new PGliteDialect({ pglite }),
      async checkWritable() {
        if (lost) throw lost;
        await checkFreeSpace(dataDir);
      },
      async markUsable() {
        await rm(startingMark, { force: true });
        await syncFolder(dataDir);
      },
      release: () => lock.release(),
    };
  } catch (error) {
    await releaseQuietly(lock);
    throw error;
  }
}

/** A mark that a power cut brought back would condemn a database full of acknowledged reports. Windows cannot open a folder for this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function makeWritableFolder(dataDir: string): Promise<void> {
  try {
    await makeFolders(dataDir, 0o700);
    if (!(await stat(dataDir)).isDirectory()) throw new Error('not a folder');
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(dataDir, `write-check-${process.pid}`);
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    if (systemCode(error) === 'ENOSPC') throw diskFull(dataDir, 0, error);
    throw new ProblemError('collector.data-folder-not-writable', `cannot write to ${dataDir}`, {
      where: dataDir,
      cause: error,
    });
  }
}

async function checkFreeSpace(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < reserveBytes) throw diskFull(dataDir, bavail * bsize);
}

function diskFull(dataDir: string, freeBytes: number, cause?: unknown): ProblemError {
  const [free, needed] = [freeBytes, reserveBytes].map((bytes) => `${Math.floor(bytes / 1024 / 1024)} MiB`);
  return new ProblemError(
    'collector.disk-full',
    `${free} free at ${dataDir}, ${needed} are kept in reserve`,
    {
      where: dataDir,
      cause,
    },
  );
}

/** PGlite would make a fresh database over the ruins of an old one; so what is there is looked at first. */
async function prepareDatabaseFolder(databaseDir: string, startingMark: string): Promise<void> {
  const names = await readdir(databaseDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw corrupt(databaseDir, 'it cannot be listed', error);
  });
  const unfinished = await exists(startingMark);
  if (names.length === 0 || unfinished) {
    await writeFile(startingMark, 'The first start of this database did not end; nothing was stored yet.\n');
    await rm(databaseDir, { recursive: true, force: true });
    await mkdir(databaseDir, { mode: 0o700 });
    return;
  }
  for (const needed of ['PG_VERSION', 'global/pg_control', 'pg_wal', 'base'])
    if (!(await exists(join(databaseDir, needed)))) throw corrupt(databaseDir, `${needed} is missing`);
}

async function boot(databaseDir: string): Promise<PGlite> {
  try {
    return await PGlite.create({
      fs: new DurableNodeFs(databaseDir),
      startParams: durableStartParams(),
      parsers: { [bigintTypeId]: Number },
    });
  } catch (error) {
    throw corrupt(databaseDir, 'the database in it does not start', error);
  }
}

function corrupt(databaseDir: string, what: string, cause?: unknown): ProblemError {
  const advice = 'nothing was deleted; move the folder away and start again, or put back a copy';
  return new ProblemError('collector.data-folder-corrupt', `${databaseDir}: ${what}; ${advice}`, {
    where: databaseDir,
    cause,
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function releaseQuietly(lock: FolderLock): Promise<void> {
  // The reason to stop is the one worth telling; the lock of a dead process is taken over anyway.
  await lock.release().catch(() => undefined);
}
