import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolders } from './make-folders.ts';

async function emptyFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'keyready-folders-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test('makes every missing folder, also when two do it at once, and leaves what is there', async () => {
  const deep = join(await emptyFolder(), 'a', 'b', 'c');
  await Promise.all([makeFolders(deep, 0o700), makeFolders(deep, 0o700)]);
  const about = await stat(deep);
  expect(about.isDirectory()).toBe(true);
  expect(about.mode & 0o777).toBe(0o700);
  await makeFolders(deep);
});

test('a file in the way is an error of the system', async () => {
  const file = join(await emptyFolder(), 'file');
  await writeFile(file, '');
  await expect(makeFolders(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.skipIf(process.platform !== 'linux')('ends where the system never finds the parent', async () => {
  await expect(makeFolders('/proc/keyready-nowhere/below')).rejects.toMatchObject({ code: 'ENOENT' });
});
