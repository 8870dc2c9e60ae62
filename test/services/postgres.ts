import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const debianRoot = '/usr/lib/postgresql';

/** A PostgreSQL server of its own for one test file, on a Unix socket in a throw-away folder. */
export type TestPostgres = {
  /** A fresh, empty database. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops the server and removes its folder. */
  remove(): Promise<void>;
};

/** Why there is no PostgreSQL to test with, or null when there is. */
export function whyNoPostgres(): string | null {
  if (process.platform === 'win32') return 'PostgreSQL tests run on Linux and macOS only';
  return findPrograms() === undefined
    ? 'PostgreSQL is not installed; install the Debian package "postgresql"'
    : null;
}

/**
 * Starts a server. PostgreSQL refuses to run as root, so then it runs as the package's user `postgres`. Durability
 * stays on: what the tests say about kill -9 must hold for a server as it is delivered.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const programs = findPrograms();
  if (programs === undefined) throw new Error(whyNoPostgres() ?? 'no PostgreSQL');
  const dir = mkdtempSync(join(tmpdir(), 'keyready-postgres-'));
  const owner = process.getuid?.() === 0 ? await findPostgresUser() : undefined;
  if (owner) chownSync(dir, owner.uid, owner.gid);
  const dataDir = join(dir, 'data');
  const call = (program: string, args: string[]) =>
    run(join(programs, program), args, { cwd: dir, env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' }, ...owner });
  await call('initdb', ['-D', dataDir, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync']);
  const start = async () => {
    await call('pg_ctl', ['-D', dataDir, '-w', '-l', join(dir, 'log'), '-o', `-k ${dir} -h ''`, 'start']);
  };
  const stop = async () => {
    await call('pg_ctl', ['-D', dataDir, '-w', '-m', 'immediate', 'stop']);
  };
  await start();
  let running = true;
  return {
    async createDatabase(name) {
      await call('psql', ['-h', dir, '-U', 'postgres', '-q', '-c', `CREATE DATABASE "${name}"`]);
      return `postgresql://postgres@/${name}?host=${encodeURIComponent(dir)}`;
    },
    async stop() {
      await stop();
      running = false;
    },
    async start() {
      await start();
      running = true;
    },
    async remove() {
      if (running) await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Folder of initdb and pg_ctl: Debian keeps them out of PATH, one folder per version. */
function findPrograms(): string | undefined {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  const folders = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianRoot, version, 'bin'));
  const others = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return [...folders, ...others].find((folder) =>
    ['initdb', 'pg_ctl', 'psql'].every((program) => existsSync(join(folder, program))),
  );
}

async function findPostgresUser(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (option) => Number((await run('id', [option, 'postgres'])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error('there is no user "postgres"');
  return { uid, gid };
}
