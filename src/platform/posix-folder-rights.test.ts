import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { posixFolderRights } from './posix-folder-rights.ts';

const ownUid = process.geteuid?.() ?? -1;
const isRoot = ownUid === 0;
const rights = posixFolderRights({ ownUid, trustOwn: true });
const SOMEBODY = 12_345;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keyready-rights-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe.skipIf(process.platform === 'win32')('folders by owner and mode', () => {
  it('are made for all to read or for nobody else, whatever the mask', async () => {
    const before = process.umask(0o077);
    try {
      await rights.make(join(dir, 'a', 'published'), 'readable');
    } finally {
      process.umask(before);
    }
    await rights.make(join(dir, 'a', 'state'), 'private');
    expect(await modeOf(join(dir, 'a', 'published'))).toBe(0o755);
    expect(await modeOf(join(dir, 'a', 'state'))).toBe(0o700);
  });

  it('get their rights back', async () => {
    await mkdir(join(dir, 'state'));
    await chmod(join(dir, 'state'), 0o777);
    await rights.make(join(dir, 'state'), 'private');
    expect(await modeOf(join(dir, 'state'))).toBe(0o700);
    await rights.make(join(dir, 'state'), 'readable');
    expect(await modeOf(join(dir, 'state'))).toBe(0o755);
  });

  it('are not made where a link, a file or nothing that can be a folder stands', async () => {
    await mkdir(join(dir, 'target'), { mode: 0o700 });
    await symlink(join(dir, 'target'), join(dir, 'link'));
    await writeFile(join(dir, 'file'), '');
    for (const name of ['link', 'file', 'file/below'])
      await expect(rights.make(join(dir, name), 'readable'), name).rejects.toMatchObject({
        code: 'state.not-writable',
      });
    expect(await modeOf(join(dir, 'target'))).toBe(0o700);
  });

  it.skipIf(!isRoot)('are not taken over from another account', async () => {
    await mkdir(join(dir, 'theirs'), { mode: 0o777 });
    await chown(join(dir, 'theirs'), SOMEBODY, SOMEBODY);
    await expect(rights.make(join(dir, 'theirs'), 'private')).rejects.toMatchObject({
      code: 'state.not-writable',
      message: expect.stringContaining('belongs to another account'),
    });
    expect((await stat(join(dir, 'theirs'))).uid).toBe(SOMEBODY);
  });
});

describe.skipIf(process.platform === 'win32')('trust by owner and mode', () => {
  it('is for root, and for this account only where it is said', async () => {
    const file = join(dir, 'mine');
    await writeFile(file, '', { mode: 0o644 });
    expect(await rights.whyNotTrusted(file)).toBeNull();
    expect(await rights.whyNotTrusted('/')).toBeNull();
    const strict = posixFolderRights({ ownUid: SOMEBODY, trustOwn: false });
    expect(await strict.whyNotTrusted('/')).toBeNull();
    if (isRoot) {
      await chown(file, SOMEBODY, SOMEBODY);
      expect(await strict.whyNotTrusted(file)).toMatch(/other than root/);
      expect(await posixFolderRights({ ownUid: SOMEBODY, trustOwn: true }).whyNotTrusted(file)).toBeNull();
      expect(await rights.whyNotTrusted(file)).toMatch(/other than root/);
    } else expect(await posixFolderRights({ ownUid, trustOwn: false }).whyNotTrusted(file)).toMatch(/root/);
  });

  it.each([0o664, 0o646, 0o666])('is not given to what others may change (%o)', async (mode) => {
    const file = join(dir, 'wide');
    await writeFile(file, '');
    await chmod(file, mode);
    expect(await rights.whyNotTrusted(file)).toBe('may be changed by other accounts');
  });

  it('is not given to a link, wherever it points, and what is not there is an error', async () => {
    await symlink('/etc/hostname', join(dir, 'link'));
    expect(await rights.whyNotTrusted(join(dir, 'link'))).toBe('is a symbolic link');
    await expect(rights.whyNotTrusted(join(dir, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
