import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountSmallDisk, unmount } from '../../test/cli/doubles/small-disk.ts';
import { blobEntry, blobPayload, makeChain, signBlob } from '../../test/doubles/made-blob.ts';
import { isStale } from '../core/keys/metadata-age.ts';
import { importBlob } from './import-blob.ts';
import { keptMetadataIn } from './kept-metadata.ts';
import { MAX_BLOB_BYTES } from './read-blob-file.ts';

const now = new Date('2026-11-23T08:00:00Z');
const clock = { now: () => now, monotonicMs: () => 0 };
const chain = makeChain({ now });
const aaguid = 'ee882879-721c-4913-9775-3dfcce97072a';

let folder: string;
let stateDir: string;
let blobPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-mds-'));
  stateDir = join(folder, 'state');
  blobPath = join(folder, 'blob.jwt');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const importFile = (path = blobPath, dir = stateDir) =>
  importBlob(path, { keptFile: keptMetadataIn(dir), trust: chain.trust, clock });
const importPayload = async (fields: Record<string, unknown> = {}, dir = stateDir) => {
  await writeFile(blobPath, signBlob(blobPayload(fields), chain));
  return importFile(blobPath, dir);
};
const inForce = async (dir = stateDir) => (await keptMetadataIn(dir).read()).metadata;

describe('importing', () => {
  it('puts the first blob in force, for this account only', async () => {
    expect(await keptMetadataIn(stateDir).read()).toEqual({ metadata: null, problem: null });
    const imported = await importPayload();
    expect(imported).toMatchObject({ previousNo: null, stale: false, leftOut: 0, problem: null });
    expect(await inForce()).toEqual(imported.kept);
    expect(imported.kept).toMatchObject({
      schemaVersion: 1,
      no: 285,
      importedAt: '2026-11-23T08:00:00.000Z',
      revocationChecked: false,
    });
    expect((await stat(join(stateDir, 'metadata.json'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(stateDir, 'metadata.json'), 'utf8')).not.toContain('icon');
  });

  it('takes a newer number and the same number again, and says what was there before', async () => {
    await importPayload();
    expect(await importPayload()).toMatchObject({ previousNo: 285, kept: { no: 285 } });
    expect(await importPayload({ no: 286, entries: [] })).toMatchObject({
      previousNo: 285,
      kept: { no: 286 },
    });
    expect(await inForce()).toMatchObject({ no: 286, entries: [] });
  });

  it('refuses a lower number, signed as it may be, and leaves the newer one in force', async () => {
    await importPayload({ no: 286 });
    const before = await readFile(join(stateDir, 'metadata.json'), 'utf8');
    await expect(importPayload({ entries: [] })).rejects.toMatchObject({
      code: 'mds.rolled-back',
      where: 'payload/no',
      message: expect.stringMatching(/285.*286/),
    });
    expect(await readFile(join(stateDir, 'metadata.json'), 'utf8')).toBe(before);
  });

  it('takes a blob whose successor is due, and says that it is stale', async () => {
    expect(await importPayload({ nextUpdate: '2026-11-22' })).toMatchObject({ stale: true });
    expect(await inForce()).toMatchObject({ nextUpdate: '2026-11-22' });
    expect(await importPayload({ nextUpdate: '2026-11-23' })).toMatchObject({ stale: false });
    expect(isStale({ nextUpdate: '2026-11-23' }, new Date('2026-11-24T00:00:00Z'))).toBe(true);
  });

  it('counts entries that it had to leave out', async () => {
    const entries = [{ aaguid: 'none' }, blobEntry(aaguid, 'A key', ['REVOKED'])];
    expect(await importPayload({ entries })).toMatchObject({ leftOut: 1, kept: { entries: [{ aaguid }] } });
  });
});

describe('what stays in force when a blob is refused', () => {
  beforeEach(() => importPayload());
  const refused = async (path: string) => {
    const before = await readFile(join(stateDir, 'metadata.json'), 'utf8');
    const error = await importFile(path).then(
      () => ({ code: 'none' }),
      (thrown: unknown) => thrown,
    );
    expect(await readFile(join(stateDir, 'metadata.json'), 'utf8')).toBe(before);
    expect(await readdir(stateDir)).toEqual(['metadata.json']);
    return error;
  };

  it('a file that is not there, a folder, or one below a file', async () => {
    for (const path of [join(folder, 'absent'), folder, join(blobPath, 'below')])
      expect(await refused(path)).toMatchObject({ code: 'mds.unreadable', where: path });
  });

  it('a file cut off, one with a byte changed, one of another root', async () => {
    await truncate(blobPath, (await stat(blobPath)).size - 10);
    expect(await refused(blobPath)).toMatchObject({ code: 'mds.bad-signature' });
    await writeFile(blobPath, signBlob(blobPayload({ no: 300 }), makeChain({ now })));
    expect(await refused(blobPath)).toMatchObject({ code: 'mds.untrusted' });
  });

  it('a file of more than 32 MiB, read no further; and one that never ends', async () => {
    await truncate(blobPath, MAX_BLOB_BYTES + 1);
    expect(await refused(blobPath)).toMatchObject({ code: 'mds.too-large', where: blobPath });
    expect(await refused('/dev/zero')).toMatchObject({ code: 'mds.too-large' });
  });

  it('32 MiB are read, and refused for what they are', async () => {
    await writeFile(blobPath, Buffer.alloc(MAX_BLOB_BYTES, 0x61));
    expect(await refused(blobPath)).toMatchObject({ code: 'mds.malformed' });
  });
});

describe('trouble with the state folder', () => {
  it('a damaged file is set aside and said, and the import goes on', async () => {
    await importPayload();
    await writeFile(join(stateDir, 'metadata.json'), '{"schemaVersion":1,"no":');
    const imported = await importPayload();
    expect(imported).toMatchObject({ previousNo: null, problem: { code: 'state.corrupt' } });
    expect(await inForce()).toEqual(imported.kept);
    expect((await readdir(stateDir)).filter((name) => name.includes('set-aside'))).toHaveLength(1);
  });

  it.each(['[]', '{"schemaVersion":2}', '"x"', ''])('%j is not taken for metadata', async (text) => {
    await mkdir(stateDir);
    await writeFile(join(stateDir, 'metadata.json'), text);
    expect(await keptMetadataIn(stateDir).read()).toMatchObject({
      metadata: null,
      problem: { code: 'state.corrupt' },
    });
    expect(await keptMetadataIn(stateDir).read()).toEqual({ metadata: null, problem: null });
  });

  it('fields of a later version survive', async () => {
    await importPayload();
    const path = join(stateDir, 'metadata.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('{', '{"tomorrow":1,'));
    expect(await inForce()).toMatchObject({ no: 285, tomorrow: 1 });
  });

  it('one that cannot be made or read is a coded problem, and nothing is overwritten unread', async () => {
    await expect(importPayload({}, join(blobPath, 'below'))).rejects.toMatchObject({
      code: 'state.not-writable',
    });
    await mkdir(join(stateDir, 'metadata.json'), { recursive: true });
    await expect(importPayload()).rejects.toMatchObject({ code: 'state.not-writable' });
    expect(await keptMetadataIn(stateDir).read()).toMatchObject({
      metadata: null,
      problem: { code: 'state.not-writable' },
    });
  });

  it('a disk without room leaves the old data in force and nothing half-written', async (context) => {
    await mkdir(stateDir);
    if (!mountSmallDisk(stateDir, 64)) context.skip('NOT RUN: needs root and the right to mount a tmpfs');
    try {
      const { kept } = await importPayload();
      const entries = Array.from({ length: 2000 }, (_, index) =>
        blobEntry(`${index.toString(16).padStart(8, '0')}-0000-0000-0000-000000000000`, 'A key', ['REVOKED']),
      );
      await expect(importPayload({ no: 286, entries })).rejects.toMatchObject({ code: 'state.disk-full' });
      expect(await inForce()).toEqual(kept);
      expect(await readdir(stateDir)).toEqual(['metadata.json']);
    } finally {
      unmount(stateDir);
    }
  });
});
