import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/cli/doubles/sample-report.ts';
import { mountSmallDisk, unmount } from '../../test/cli/doubles/small-disk.ts';
import { DeviceReport } from '../contract/report.ts';
import { systemClock } from '../platform/clock.ts';
import { stateFile } from '../platform/state-file.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import { openOutbox } from './outbox.ts';

const filler = new URL('../../test/cli/doubles/fill-outbox.ts', import.meta.url).pathname;

async function fillThenKill(folder: string, afterMs: number): Promise<{ stored: string[]; seqs: number[] }> {
  const child = spawn(process.execPath, [filler, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  // Counted from the first stored report, so that a busy machine does not make the test empty.
  while (!said.includes('stored ')) await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await once(child, 'close');
  // A last line cut by the kill was not said.
  const lines = said.slice(0, said.lastIndexOf('\n')).split('\n');
  const after = (word: string) =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  return { stored: after('stored'), seqs: after('seq').map(Number) };
}

describe('kill -9 in the middle of writes', () => {
  it('keeps every report the outbox acknowledged, whole, and never hands out a number twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyready-kill-'));
    try {
      const stored: string[] = [];
      const seqs: number[] = [];
      for (const afterMs of [3, 17, 31, 48, 66, 90]) {
        const run = await fillThenKill(folder, afterMs);
        stored.push(...run.stored);
        seqs.push(...run.seqs);
      }
      expect(seqs.length).toBeGreaterThanOrEqual(6);
      for (const [index, seq] of seqs.entries()) expect(seq).toBeGreaterThan(seqs[index - 1] ?? -1);

      const outboxFolder = join(folder, 'outbox');
      const names = (await readdir(outboxFolder)).filter((name) => /^\d.*\.json$/.test(name));
      const found = new Set<string>();
      for (const name of names)
        found.add(DeviceReport.parse(JSON.parse(await readFile(join(outboxFolder, name), 'utf8'))).reportId);
      expect(stored.length).toBeGreaterThanOrEqual(6);
      for (const id of stored) expect(found).toContain(id);
      expect((await openOutbox(outboxFolder, systemClock).counts()).setAside).toBe(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

describe('full disk', () => {
  let folder: string;
  let mounted = false;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keyready-full-'));
    mounted = mountSmallDisk(folder, 256);
  });
  afterAll(async () => {
    if (mounted) unmount(folder);
    await rm(folder, { recursive: true, force: true });
  });

  it('says state.disk-full, leaves nothing half-written and keeps what was there', async (context) => {
    if (!mounted) context.skip('NOT RUN: needs root and the right to mount a tmpfs');
    const outbox = openOutbox(join(folder, 'outbox'), systemClock);
    const small = sampleReport();
    await outbox.add(small);
    const remembered = stateFile(join(folder, 'sending.json'), DeviceReport);
    await remembered.write(small);

    await expect(outbox.add(sampleReport({}, 400_000))).rejects.toMatchObject({ code: 'state.disk-full' });
    await expect(writeAtomically(join(folder, 'sending.json'), 'y'.repeat(400_000))).rejects.toMatchObject({
      code: 'state.disk-full',
    });

    expect(await remembered.read()).toEqual({ kind: 'found', value: small });
    expect((await outbox.oldest())?.report).toEqual(small);
    expect(await outbox.counts()).toEqual({ waiting: 1, setAside: 0, dropped: 0 });
    const everything = await readdir(folder, { recursive: true });
    expect(everything.filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});
