import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from './lock-data-folder.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const lock = () =>
  lockDataFolder(dir, (error) => {
    throw error;
  });
const held = { code: 'collector.data-folder-in-use' };

/** What a collector leaves that was killed while it had the folder. */
function leaveBehind(owner: object | string): void {
  mkdirSync(join(dir, 'collector.lock'));
  writeFileSync(join(dir, 'collector.owner.json'), typeof owner === 'string' ? owner : JSON.stringify(owner));
}
const bootedAtMs = Date.now() - uptime() * 1000;
/** Above the largest number Linux gives to a process. */
const noSuchPid = 2 ** 22 + 1;
const dead = { pid: noSuchPid, host: hostname(), process: 'earlier', bootedAtMs };

describe('lockDataFolder', () => {
  it('gives the folder to one at a time', async () => {
    const first = await lock();
    await expect(lock()).rejects.toMatchObject(held);
    await first.release();
    await (await lock()).release();
  });

  it('gives it to one of many that ask at once', async () => {
    leaveBehind(dead);
    const outcomes = await Promise.allSettled([lock(), lock(), lock()]);
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0]?.value.release();
  });

  it('takes over at once from a process that is gone', async () => {
    leaveBehind(dead);
    await (await lock()).release();
  });

  it('takes over from an earlier process of the same number, and from before a restart of the machine', async () => {
    leaveBehind({ ...dead, pid: process.pid });
    await (await lock()).release();
    leaveBehind({ ...dead, pid: process.ppid, bootedAtMs: bootedAtMs - 3_600_000 });
    await (await lock()).release();
  });

  it.each([
    ['a process that lives', { ...dead, pid: process.ppid }],
    ['another host', { ...dead, host: 'elsewhere' }],
    ['nobody one could name', 'rubbish'],
  ])('respects the fresh lock of %s', async (_who, owner) => {
    leaveBehind(owner);
    await expect(lock()).rejects.toMatchObject(held);
  });

  it('takes over a lock without a sign of life for long, whoever had it', async () => {
    leaveBehind({ ...dead, host: 'elsewhere' });
    const longAgo = new Date(Date.now() - 300_000);
    utimesSync(join(dir, 'collector.lock'), longAgo, longAgo);
    await (await lock()).release();
  });
});
