import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveFiles } from './files.ts';

const files = liveFiles();
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-files-'));
  writeFileSync(join(dir, 'b.txt'), 'grüezi\n');
  writeFileSync(join(dir, 'a.bin'), Buffer.from([0, 255, 16]));
  writeFileSync(join(dir, 'exact'), 'x'.repeat(100));
  symlinkSync('b.txt', join(dir, 'link'));
  symlinkSync('nowhere', join(dir, 'dangling'));
  execFileSync('/usr/bin/mkfifo', [join(dir, 'fifo')]);
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('liveFiles', () => {
  it('reads text, bytes, folders, links and kinds', async () => {
    expect(await files.readText(join(dir, 'b.txt'))).toEqual({ ok: true, value: 'grüezi\n' });
    expect(await files.readHex(join(dir, 'a.bin'))).toEqual({ ok: true, value: '00ff10' });
    expect(await files.readHexAt(join(dir, 'a.bin'), 1, 1)).toEqual({ ok: true, value: 'ff' });
    expect(await files.readHexAt(join(dir, 'a.bin'), 2, 9)).toEqual({ ok: true, value: '10' });
    expect(await files.readHexAt(join(dir, 'a.bin'), 3, 9)).toEqual({ ok: true, value: '' });
    expect(await files.list(dir)).toEqual({
      ok: true,
      value: ['a.bin', 'b.txt', 'dangling', 'exact', 'fifo', 'link'],
    });
    expect(await files.realPath(join(dir, 'link'))).toEqual({ ok: true, value: join(dir, 'b.txt') });
    expect(await files.kind(dir)).toEqual({ ok: true, value: 'folder' });
    expect(await files.kind(join(dir, 'link'))).toEqual({ ok: true, value: 'file' });
    expect(await files.kind(join(dir, 'dangling'))).toEqual({ ok: true, value: 'other' });
    expect(await files.kind('/dev/null')).toEqual({ ok: true, value: 'device' });
    expect(await files.mayOpen(join(dir, 'b.txt'), 'read-write')).toEqual({ ok: true, value: true });
  });

  it('reads no place that is none, and not too much at once', async () => {
    const path = join(dir, 'a.bin');
    for (const [offset, length] of [
      [-1, 4],
      [0, -1],
      [0.5, 4],
      [Number.MAX_SAFE_INTEGER, 4],
      [0, 65_537],
      [Number.NaN, 1],
    ] as const)
      expect(await files.readHexAt(path, offset, length)).toMatchObject({ ok: false, problem: 'refused' });
    expect(await files.readHexAt(join(dir, 'fifo'), 0, 4)).toMatchObject({
      ok: false,
      problem: 'unreadable',
    });
    expect(await files.readHexAt('a.bin', 0, 4)).toMatchObject({ ok: false, problem: 'refused' });
  });

  it('reads UTF-16 that is marked as such, and keeps the rest of a text in an unknown code page', async () => {
    writeFileSync(join(dir, 'utf16'), Buffer.from('\uFEFF[VPN]\r\na=1', 'utf16le'));
    writeFileSync(join(dir, 'ansi'), Buffer.from('[B\xfcro]\na=1', 'latin1'));
    expect(await files.readText(join(dir, 'utf16'))).toEqual({ ok: true, value: '[VPN]\r\na=1' });
    expect(await files.readText(join(dir, 'ansi'))).toEqual({ ok: true, value: '[B\uFFFDro]\na=1' });
  });

  it('reads kernel files, whose size is told as 0', async () => {
    const version = await files.readText('/proc/version');
    expect(version.ok && version.value.startsWith('Linux')).toBe(true);
  });

  it('holds the limit to the byte', async () => {
    expect((await files.readText(join(dir, 'exact'), 100)).ok).toBe(true);
    expect(await files.readText(join(dir, 'exact'), 99)).toMatchObject({ ok: false, problem: 'too-large' });
  });

  it('never blocks on, or acts on, what is not a file', async () => {
    expect(await files.readText(join(dir, 'fifo'))).toMatchObject({ ok: false, problem: 'unreadable' });
    expect(await files.readText('/dev/zero')).toMatchObject({ ok: false, problem: 'unreadable' });
    expect(await files.readText(dir)).toMatchObject({ ok: false });
  });

  it('tells missing from refused, and refuses relative paths', async () => {
    for (const ask of [files.readText, files.readHex, files.list, files.realPath, files.kind]) {
      expect(await ask(join(dir, 'none'))).toMatchObject({ ok: false, problem: 'not-found' });
      expect(await ask('etc/passwd')).toMatchObject({ ok: false, problem: 'refused' });
    }
    expect(await files.mayOpen(join(dir, 'none'), 'read')).toMatchObject({ ok: false, problem: 'not-found' });
    expect(await files.readText('/bad\0path')).toMatchObject({ ok: false });
  });

  // Rights do not bind root, so root asks as another account in a process of its own.
  it('says denied for what another account may not read', async () => {
    writeFileSync(join(dir, 'secret'), 'x', { mode: 0o000 });
    execFileSync('chmod', ['755', dir]);
    const script = `
      import { liveFiles } from ${JSON.stringify(new URL('./files.ts', import.meta.url).pathname)};
      if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }
      const files = liveFiles();
      const path = ${JSON.stringify(join(dir, 'secret'))};
      process.stdout.write(JSON.stringify([await files.readText(path), await files.mayOpen(path, 'read'),
        await files.list('/root'), await files.mayOpen('/root/.hidden/x', 'read')]));
    `;
    const told = JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
    );
    expect(told).toEqual([
      { ok: false, problem: 'denied', detail: 'EACCES' },
      { ok: true, value: false },
      { ok: false, problem: 'denied', detail: 'EACCES' },
      { ok: false, problem: 'denied', detail: 'EACCES' },
    ]);
    rmSync(join(dir, 'secret'));
  });
});
