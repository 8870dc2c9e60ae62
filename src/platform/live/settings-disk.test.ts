import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsDisk } from './settings-disk.ts';

const disk = settingsDisk();
let dir: string;
let home: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-disk-'));
  home = join(dir, 'home');
  mkdirSync(join(home, 'inner'), { recursive: true });
  writeFileSync(join(home, 'inner', 'file'), 'text');
  mkdirSync(join(dir, 'home-of-another'));
  writeFileSync(join(dir, 'home-of-another', 'file'), 'text');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a file', () => {
  it('is read up to its limit and tells whether it changed lately', async () => {
    const file = join(home, 'inner', 'file');
    const lately = { bytes: Buffer.from('text'), changedLately: true };
    expect(await disk.read(file, 4, home)).toEqual({ ok: true, value: lately });
    expect(await disk.read(file, 3, home)).toMatchObject({ problem: 'too-large' });
    utimesSync(file, 0, 0);
    expect(await disk.read(file, 4)).toEqual({ ok: true, value: { ...lately, changedLately: false } });
    expect(await disk.read(join(home, 'none'), 4, home)).toMatchObject({ problem: 'not-found' });
  });

  it('of a gigabyte is not read', async () => {
    truncateSync(join(home, 'inner', 'file'), 2 ** 30);
    const before = process.memoryUsage().rss;
    expect(await disk.read(join(home, 'inner', 'file'), 5_000_000, home)).toMatchObject({
      problem: 'too-large',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
  });

  it('that grows meanwhile is told as such or as too large, never as what it was', async () => {
    const file = join(home, 'growing');
    writeFileSync(file, 'x'.repeat(3_000_000));
    const [read] = await Promise.all([
      disk.read(file, 5_000_000, home),
      (async () => {
        for (let turn = 0; turn < 30; turn++) {
          appendFileSync(file, 'y');
          await new Promise(setImmediate);
        }
      })(),
    ]);
    expect(read.ok ? read.value.bytes.length : read.problem).toSatisfy(
      (told) => told === 'busy' || told === 3_000_030 || told === 3_000_000,
    );
  });
});

describe('links', () => {
  it('are followed within the home and no further', async () => {
    symlinkSync('inner', join(home, 'link'));
    symlinkSync('../home-of-another', join(home, 'out'));
    symlinkSync('circle', join(home, 'circle'));
    expect(await disk.read(join(home, 'link', 'file'), 9, home)).toMatchObject({ ok: true });
    expect(await disk.list(join(home, 'link'), home)).toEqual({ ok: true, value: ['file'] });
    const refused = { ok: false, problem: 'refused', detail: 'leads out of the home folder' };
    expect(await disk.read(join(home, 'out', 'file'), 9, home)).toEqual(refused);
    expect(await disk.list(join(home, 'out'), home)).toEqual(refused);
    expect(await disk.stands(join(home, 'out', 'file'), home)).toEqual(refused);
    // A folder whose name begins alike is not the home.
    expect(await disk.read(join(dir, 'home-of-another', 'file'), 9, home)).toEqual(refused);
    expect(await disk.read(join(home, 'circle'), 9, home)).toMatchObject({
      problem: 'unreadable',
      detail: 'ELOOP',
    });
    expect(await disk.read(join(home, 'out', 'file'), 9)).toMatchObject({ ok: true });
  });
});

describe('what is no file', () => {
  it('is not opened', async () => {
    execFileSync('/usr/bin/mkfifo', [join(home, 'fifo')]);
    for (const path of [join(home, 'fifo'), join(home, 'inner')])
      expect(await disk.read(path, 9, home)).toEqual({
        ok: false,
        problem: 'unreadable',
        detail: 'not a regular file',
      });
    expect(await disk.read('/dev/zero', 9)).toMatchObject({ problem: 'unreadable' });
    expect(await disk.stands(join(home, 'fifo'), home)).toEqual({ ok: true, value: true });
  });
});

describe('a folder', () => {
  it('with more names than any program has is too large', async () => {
    const wide = join(home, 'wide');
    mkdirSync(wide);
    for (let at = 0; at <= 10_000; at++) writeFileSync(join(wide, String(at)), '');
    expect(await disk.list(wide, home)).toMatchObject({ problem: 'too-large' });
    expect(await disk.list(join(home, 'none'), home)).toMatchObject({ problem: 'not-found' });
  });
});
