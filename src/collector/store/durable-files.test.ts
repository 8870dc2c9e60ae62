import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, expect, it } from 'vitest';
import { DurableNodeFs, durableStartParams } from './durable-files.ts';

const dir = mkdtempSync(join(tmpdir(), 'keyready-durable-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it('puts every commit of the embedded database on the disk', async () => {
  let syncs = 0;
  const pglite = await PGlite.create({
    fs: new DurableNodeFs(join(dir, 'database'), () => {
      syncs += 1;
    }),
    startParams: durableStartParams(),
  });
  expect((await pglite.query('SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
  await pglite.exec('CREATE TABLE durable (n int)');
  for (let commit = 1; commit <= 3; commit += 1) {
    const before = syncs;
    await pglite.query('INSERT INTO durable VALUES ($1)', [commit]);
    expect(syncs).toBeGreaterThan(before);
  }
  await pglite.close();
}, 60_000);
