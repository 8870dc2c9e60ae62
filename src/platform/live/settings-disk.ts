import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Outcome } from '../reach.ts';
import { readUpTo } from '../read-up-to.ts';
import type { SettingsDisk } from '../settings/settings-disk.ts';
import { failure, failureOf, success } from './outcomes.ts';

const LATELY_MS = 30 * 24 * 60 * 60 * 1000;

/** This machine's disk, as settings are looked for on it: regular files only, opened without waiting, never outside `within`. */
export function settingsDisk(): SettingsDisk {
  return {
    list: (folder) => attempt(async () => success((await readdir(folder)).sort())),
    stands: (path, within) =>
      attempt(async () => {
        await lstat(path);
        return (await staysWithin(path, within))
          ? success(true)
          : failure('refused', 'leads out of the home folder');
      }),
    read: (path, maxBytes, within) =>
      attempt(async () => {
        if (!(await staysWithin(path, within))) return failure('refused', 'leads out of the home folder');
        const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
        try {
          const about = await file.stat();
          if (!about.isFile()) return failure('unreadable', 'not a regular file');
          if (about.size > maxBytes) return failure('too-large', `over ${maxBytes} bytes`);
          const bytes = await readUpTo(file, maxBytes);
          if (bytes === null) return failure('too-large', `over ${maxBytes} bytes`);
          return success({ bytes, changedLately: Date.now() - about.mtimeMs < LATELY_MS });
        } finally {
          await file.close();
        }
      }),
  };
}

async function staysWithin(path: string, within: string | undefined): Promise<boolean> {
  if (within === undefined) return true;
  const [home, real] = await Promise.all([realpath(within), realpath(path)]);
  return real.startsWith(home.endsWith(sep) ? home : home + sep);
}

async function attempt<Value>(ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await ask();
  } catch (error) {
    return failureOf(error);
  }
}
