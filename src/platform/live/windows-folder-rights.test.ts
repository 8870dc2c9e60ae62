import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowsFolderRights } from './windows-folder-rights.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keyready-windows-rights-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

type Answer = { result: number; owner?: 'system' | 'administrators' | 'self' | 'other' };

/** An addon that answers what it is told to and notes what it was asked for. */
function scripted(answer: Answer) {
  const asked: unknown[][] = [];
  const addon = {
    async makeOwnFolder(...args: unknown[]) {
      asked.push(args);
      return answer as { result: 0 };
    },
    async ownerOf(...args: unknown[]) {
      asked.push(args);
      return answer as { result: 0; owner: 'system' };
    },
  };
  return { addon, asked };
}

describe('folders on Windows, by a scripted addon', () => {
  it('are made by the addon, for whom it says', async () => {
    const { addon, asked } = scripted({ result: 0 });
    const path = join(dir, 'Keyready', 'State');
    await windowsFolderRights(addon, { trustOwn: false }).make(path, 'private');
    expect(asked).toEqual([[path, 'private']]);
  });

  it('get the folders above them where there are none', async () => {
    const { addon, asked } = scripted({ result: 3 });
    const path = join(dir, 'a', 'b', 'Published');
    const making = windowsFolderRights(addon, { trustOwn: false }).make(path, 'readable');
    await expect(making).rejects.toMatchObject({ message: expect.stringContaining('Windows error 3') });
    expect(asked).toEqual([
      [path, 'readable'],
      [path, 'readable'],
    ]);
    expect((await stat(join(dir, 'a', 'b'))).isDirectory()).toBe(true);
  });

  it.each([
    [5, 'state.not-writable', /Windows error 5/],
    [267, 'state.not-writable', /is no folder/],
    [4395, 'state.not-writable', /is a link/],
    [112, 'state.disk-full', /no room/],
  ])('that Windows refuses with %i are %s', async (result, code, words) => {
    const { addon } = scripted({ result });
    await expect(
      windowsFolderRights(addon, { trustOwn: true }).make(join(dir, 'x'), 'readable'),
    ).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
      where: join(dir, 'x'),
    });
  });
});

describe('trust on Windows, by a scripted addon', () => {
  const why = (answer: Answer, path = dir, trustOwn = false) =>
    windowsFolderRights(scripted(answer).addon, { trustOwn }).whyNotTrusted(path);

  it('is for SYSTEM and Administrators, and for this account only where it is said', async () => {
    expect(await why({ result: 0, owner: 'system' })).toBeNull();
    expect(await why({ result: 0, owner: 'administrators' })).toBeNull();
    expect(await why({ result: 0, owner: 'self' })).toMatch(/other than SYSTEM/);
    expect(await why({ result: 0, owner: 'self' }, dir, true)).toBeNull();
    expect(await why({ result: 0, owner: 'other' }, dir, true)).toMatch(/other than SYSTEM/);
  });

  it('is not given where the owner cannot be told, nor to a link', async () => {
    expect(await why({ result: 5 })).toMatch(/did not tell its owner \(Windows error 5\)/);
    await writeFile(join(dir, 'file'), '');
    await symlink(join(dir, 'file'), join(dir, 'link'));
    expect(await why({ result: 0, owner: 'system' }, join(dir, 'link'))).toBe('is a symbolic link');
    await expect(why({ result: 0, owner: 'system' }, join(dir, 'nothing'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
