import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignalCapture } from '../../contract/capture.ts';
import { readCapture } from '../replay/read-capture.ts';
import { writeCapture } from './write-capture.ts';

const manifest = {
  captureVersion: 1,
  platform: 'linux',
  agentVersion: '1.0.0',
  capturedAt: '2026-01-01T00:00:00.000Z',
  title: 'A test machine',
} as const;
const os: SignalCapture = {
  signal: 'os',
  exchanges: [
    { port: 'files', call: 'readText', args: ['/etc/os-release'], outcome: { ok: true, value: 'ID=x' } },
  ],
};
let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'keyready-write-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('writeCapture', () => {
  it('writes what readCapture reads, and nothing beside it', async () => {
    await writeCapture(join(parent, 'deep', 'mine'), manifest, [os]);
    const capture = await readCapture(join(parent, 'deep', 'mine'));
    expect(capture.manifest).toEqual(manifest);
    expect(capture.exchanges.get('os')).toEqual(os.exchanges);
    expect(await readdir(join(parent, 'deep'))).toEqual(['mine']);
  });
  it('takes an empty folder and refuses a full one, leaving it as it was', async () => {
    await mkdir(join(parent, 'empty'));
    await writeCapture(join(parent, 'empty'), manifest, []);
    await expect(writeCapture(join(parent, 'empty'), manifest, [])).rejects.toMatchObject({
      code: 'capture.folder-not-empty',
    });
    expect(await readdir(join(parent, 'empty'))).toEqual(['capture.json']);
  });
  it('refuses a file, and leaves nothing half-written when a write fails', async () => {
    await writeFile(join(parent, 'file'), 'x');
    await expect(writeCapture(join(parent, 'file'), manifest, [])).rejects.toMatchObject({
      code: 'capture.not-writable',
    });
    const unwritable = { ...os, signal: 'no/such/folder' };
    await expect(writeCapture(join(parent, 'new'), manifest, [os, unwritable])).rejects.toMatchObject({
      code: 'capture.not-writable',
    });
    expect(await readdir(parent)).toEqual(['file']);
    expect(await readFile(join(parent, 'file'), 'utf8')).toBe('x');
  });
  it('says so where nothing can be written', async () => {
    await expect(writeCapture('/proc/nothing/here', manifest, [])).rejects.toMatchObject({
      code: 'capture.not-writable',
    });
  });
  it('does not write through a link to a folder that holds something', async () => {
    await mkdir(join(parent, 'full'));
    await writeFile(join(parent, 'full', 'mine'), 'x');
    await symlink(join(parent, 'full'), join(parent, 'link'));
    await expect(writeCapture(join(parent, 'link'), manifest, [])).rejects.toMatchObject({
      code: 'capture.folder-not-empty',
    });
    await chmod(parent, 0o700);
  });
});
