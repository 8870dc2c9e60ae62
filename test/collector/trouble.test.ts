import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCollector, runToProblem } from './support/run-collector.ts';
import { makeReport } from './support/sample-report.ts';
import { enrol, makeDevice, postSigned } from './support/signing-device.ts';
import { makeTempDir } from './support/test-app.ts';

const mebibyte = 1024 * 1024;

describe('starting', () => {
  const dir = makeTempDir();
  const good = join(dir.path, 'good');
  const store = { kind: 'pglite', dataDir: good } as const;
  beforeAll(async () => {
    const collector = await runCollector({ store });
    // The one that has the folder keeps it: a second one is refused at once.
    expect(await runToProblem({ store })).toMatchObject({
      code: 'collector.data-folder-in-use',
      detail: expect.stringContaining(`process ${collector.pid}`),
    });
    expect((await fetch(`${collector.url}/readyz`)).status).toBe(200);
    expect(await collector.stop()).toBe(0);
  });
  afterAll(() => dir.remove());

  it('on a port in use says which', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await runToProblem({ store, port })).toMatchObject({
        code: 'collector.port-in-use',
        where: String(port),
      });
    } finally {
      server.close();
    }
  });

  it.each<[string, (database: string) => void]>([
    ['without PG_VERSION', (database) => rmSync(join(database, 'PG_VERSION'))],
    ['with an empty control file', (database) => writeFileSync(join(database, 'global/pg_control'), '')],
    ['without its tables', (database) => rmSync(join(database, 'base'), { recursive: true })],
    [
      'with a log of rubbish',
      (database) => {
        const log = join(database, 'pg_wal');
        for (const name of readdirSync(log).filter((one) => /^[0-9A-F]{24}$/.test(one)))
          writeFileSync(join(log, name), Buffer.alloc(16 * mebibyte, 0xa5));
      },
    ],
    [
      'that holds something else',
      (database) => {
        rmSync(database, { recursive: true });
        mkdirSync(database);
        writeFileSync(join(database, 'thesis.txt'), 'mine');
      },
    ],
  ])('on a data folder %s refuses, says what to do and deletes nothing', async (_what, damage) => {
    const dataDir = join(dir.path, 'damaged');
    rmSync(dataDir, { recursive: true, force: true });
    cpSync(good, dataDir, { recursive: true });
    damage(join(dataDir, 'database'));
    const before = readdirSync(join(dataDir, 'database'));
    const problem = await runToProblem({ store: { kind: 'pglite', dataDir } });
    expect(problem).toMatchObject({
      code: 'collector.data-folder-corrupt',
      where: join(dataDir, 'database'),
    });
    expect(problem.detail).toMatch(/move the folder away/);
    expect(readdirSync(join(dataDir, 'database'))).toEqual(expect.arrayContaining(before));
  });

  it('over a first start that never ended begins anew: nothing was stored yet', async () => {
    const dataDir = join(dir.path, 'unfinished');
    mkdirSync(join(dataDir, 'database'), { recursive: true });
    writeFileSync(join(dataDir, 'first-start'), '');
    writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '18\n');
    const collector = await runCollector({ store: { kind: 'pglite', dataDir } });
    expect(await collector.stop()).toBe(0);
    expect(readdirSync(dataDir)).not.toContain('first-start');
  });

  it('in a place that is a file says that it cannot write there', async () => {
    const file = join(dir.path, 'a-file');
    writeFileSync(file, 'keep me');
    for (const dataDir of [file, join(file, 'below')])
      expect(await runToProblem({ store: { kind: 'pglite', dataDir } })).toMatchObject({
        code: 'collector.data-folder-not-writable',
        where: dataDir,
      });
    expect(readFileSync(file, 'utf8')).toBe('keep me');
  });

  it('without the PostgreSQL it was told to use says so', async () => {
    const url = 'postgresql://nobody@127.0.0.1:1/none';
    expect(await runToProblem({ store: { kind: 'postgres', url } })).toMatchObject({
      code: 'collector.database-unreachable',
    });
  });
});

/** A small file system of its own, or why there is none. */
function mountSmall(path: string, sizeBytes: number): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a tmpfs needs root on Linux';
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', path]);
  return status === 0 ? null : `mount failed: ${stderr}`;
}

describe('a full disk', () => {
  const dir = makeTempDir();
  const noMount = mountSmall(dir.path, 160 * mebibyte);
  afterAll(async () => {
    if (noMount === null) spawnSync('umount', [dir.path]);
    await dir.remove();
  });

  it.skipIf(noMount !== null)(
    `refuses with a code, acknowledges nothing, and goes on once there is room${noMount ? ` (SKIPPED: ${noMount})` : ''}`,
    async () => {
      const ballast = join(dir.path, 'ballast');
      const store = { kind: 'pglite', dataDir: join(dir.path, 'data') } as const;
      let collector = await runCollector({ store, uses: 1 });
      try {
        const device = await makeDevice(() => collector.url);
        await enrol(collector.url, collector.code, device, 'full');
        const stored = makeReport(device.thumbprint, new Date());
        const send = (report: object) => postSigned(collector.url, '/v1/reports', device, report);
        expect((await send(stored)).status).toBe(202);

        const { bavail, bsize } = statfsSync(dir.path);
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - mebibyte)));
        const refused = makeReport(device.thumbprint, new Date());
        for (let tries = 0; tries < 3; tries += 1)
          expect(await send(refused)).toMatchObject({ status: 507, body: { code: 'collector.disk-full' } });
        expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);

        // Killed and started again on the full disk, it says so instead of failing half-way.
        await collector.kill();
        expect(await runToProblem({ store })).toMatchObject({ code: 'collector.disk-full' });
        rmSync(ballast);
        collector = await runCollector({ store });

        expect(await send(stored)).toMatchObject({ status: 200, body: { outcome: 'already-stored' } });
        expect(await send(refused)).toMatchObject({ status: 202, body: { outcome: 'stored' } });
      } finally {
        await collector.kill();
      }
    },
    120_000,
  );
});
