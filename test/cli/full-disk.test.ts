import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScanOutput } from '../../src/contract/cli.ts';
import { runKeyready } from './doubles/run-keyready.ts';
import { mountSmallDisk, unmount } from './doubles/small-disk.ts';

describe('keyready on a full disk', () => {
  let folder: string;
  let mounted = false;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keyready-full-cli-'));
    mounted = mountSmallDisk(folder, 64);
  });
  afterAll(async () => {
    if (mounted) unmount(folder);
    await rm(folder, { recursive: true, force: true });
  });

  it('still gives the verdict, says in a note that it could not be kept, and leaves nothing half-written', async (context) => {
    if (!mounted) context.skip('NOT RUN: needs root and the right to mount a tmpfs');
    const fill = writeFile(join(folder, 'filler'), Buffer.alloc(128 * 1024));
    await expect(fill).rejects.toMatchObject({ code: 'ENOSPC' });
    const ran = await runKeyready(['scan', '--json'], { KEYREADY_STATE_DIR: join(folder, 'state') });
    const output = ScanOutput.parse(JSON.parse(ran.stdout));
    expect(output.report.signals.os).toMatchObject({ kind: 'known' });
    expect([0, 10, 20, 30]).toContain(ran.exitCode);
    expect(ran.stderr).toMatch(/^note: no room to write .* \(state\.disk-full\)$/m);
    for (const line of ran.stderr.trimEnd().split('\n'))
      expect(line).toMatch(/^note: .*\(state\.disk-full\)$/);
    const left = await readdir(folder, { recursive: true });
    expect(left.filter((name) => name !== 'filler' && name !== 'state')).toEqual([]);
  });
});
