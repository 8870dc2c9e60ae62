import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/cli/doubles/sample-report.ts';
import { testClock } from '../../test/cli/doubles/test-clock.ts';
import { defaultOutboxLimits, openOutbox } from './outbox.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-outbox-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const day = 24 * 60 * 60_000;

describe('outbox', () => {
  it('gives back exactly what was added, oldest first', async () => {
    const clock = testClock();
    const outbox = openOutbox(folder, clock);
    const [first, second] = [sampleReport(), sampleReport()];
    await outbox.add(first);
    clock.advance(1000);
    await outbox.add(second);
    const oldest = await outbox.oldest();
    expect(oldest?.report).toEqual(first);
    await outbox.remove(oldest?.name ?? '');
    expect((await outbox.oldest())?.report).toEqual(second);
    expect(await outbox.counts()).toEqual({ waiting: 1, setAside: 0, dropped: 0 });
  });

  it('keeps the order when the clock is set back', async () => {
    const clock = testClock();
    const outbox = openOutbox(folder, clock);
    const [first, second] = [sampleReport(), sampleReport()];
    await outbox.add(first);
    clock.advance(-day);
    await outbox.add(second);
    expect((await outbox.oldest())?.report.reportId).toBe(first.reportId);
  });

  it('drops and counts what is older than seven days, but never the newest report', async () => {
    const clock = testClock();
    const outbox = openOutbox(folder, clock);
    await outbox.add(sampleReport());
    await outbox.add(sampleReport());
    clock.advance(8 * day);
    const fresh = sampleReport();
    await outbox.add(fresh);
    expect(await outbox.counts()).toEqual({ waiting: 1, setAside: 0, dropped: 2 });
    expect((await outbox.oldest())?.report.reportId).toBe(fresh.reportId);
    expect(defaultOutboxLimits).toEqual({ maxAgeMs: 7 * day, maxBytes: 50 * 1024 * 1024 });
  });

  it('drops the oldest when the bytes run out and adds up what it dropped across openings', async () => {
    const clock = testClock();
    const limits = { maxAgeMs: 7 * day, maxBytes: 25_000 };
    for (let n = 0; n < 6; n += 1) {
      clock.advance(1000);
      await openOutbox(folder, clock, limits).add(sampleReport({}, 10_000));
    }
    expect(await openOutbox(folder, clock, limits).counts()).toEqual({ waiting: 2, setAside: 0, dropped: 4 });
  });

  it('sets a corrupt entry aside, counts it, and goes on with the next', async () => {
    const outbox = openOutbox(folder, testClock());
    await outbox.add(sampleReport());
    const [name = ''] = await readdir(folder);
    await writeFile(join(folder, name), '{"schemaVersion":1,');
    const good = sampleReport();
    await outbox.add(good);
    expect((await outbox.oldest())?.report.reportId).toBe(good.reportId);
    expect(await outbox.counts()).toEqual({ waiting: 1, setAside: 1, dropped: 0 });
    expect(await readFile(join(folder, 'set-aside', name), 'utf8')).toBe('{"schemaVersion":1,');
  });

  it('ignores foreign files and sweeps what a killed writer left, but not a young one', async () => {
    const outbox = openOutbox(folder, { now: () => new Date(), monotonicMs: () => 0 });
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await writeFile(join(folder, '.unfinished-old'), 'half');
    await writeFile(join(folder, '.unfinished-young'), 'half');
    const hourAgo = new Date(Date.now() - 60 * 60_000);
    await utimes(join(folder, '.unfinished-old'), hourAgo, hourAgo);
    await outbox.add(sampleReport());
    const names = await readdir(folder);
    expect(names).toContain('notes.txt');
    expect(names).toContain('.unfinished-young');
    expect(names).not.toContain('.unfinished-old');
    expect((await outbox.counts()).waiting).toBe(1);
  });

  it('reports nothing waiting before the folder exists', async () => {
    const outbox = openOutbox(join(folder, 'not-there'), testClock());
    expect(await outbox.oldest()).toBeNull();
    expect(await outbox.counts()).toEqual({ waiting: 0, setAside: 0, dropped: 0 });
  });
});
