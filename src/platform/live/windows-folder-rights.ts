import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { WindowsAddon } from '../../../native/windows/index.d.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { FolderRights } from '../folder-rights.ts';
import { makeFolders } from '../make-folders.ts';
import { asStateProblem } from '../write-atomically.ts';

/** https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499- */
const ERROR_PATH_NOT_FOUND = 3;
const ERROR_DIRECTORY = 267;
/** https://learn.microsoft.com/windows/win32/debug/system-error-codes--4000-5999- */
const ERROR_REPARSE_POINT_ENCOUNTERED = 4395;
const diskFull: readonly number[] = [112 /* ERROR_DISK_FULL */, 39 /* ERROR_HANDLE_DISK_FULL */];

/**
 * Rights by owner and access list. Only SYSTEM and Administrators are trusted, and this account where `trustOwn` says so. Of an access
 * list is not read what it grants: the device scan sets it, and whoever else could have set one would be the owner.
 */
export function windowsFolderRights(
  addon: Pick<WindowsAddon, 'makeOwnFolder' | 'ownerOf'>,
  { trustOwn }: { trustOwn: boolean },
): FolderRights {
  const trusted: readonly string[] = ['system', 'administrators', ...(trustOwn ? ['self'] : [])];
  return {
    async make(path, audience) {
      let { result } = await addon.makeOwnFolder(path, audience);
      if (result === ERROR_PATH_NOT_FOUND) {
        await makeFolders(dirname(path)).catch((error: unknown) => {
          throw asStateProblem(error, path);
        });
        ({ result } = await addon.makeOwnFolder(path, audience));
      }
      if (result !== 0) throw couldNotMake(path, result);
    },
    async whyNotTrusted(path) {
      if ((await lstat(path)).isSymbolicLink()) return 'is a symbolic link';
      const answer = await addon.ownerOf(path);
      if (!('owner' in answer)) return `did not tell its owner (Windows error ${answer.result})`;
      return trusted.includes(answer.owner)
        ? null
        : 'belongs to an account other than SYSTEM and Administrators';
    },
  };
}

function couldNotMake(path: string, result: number): ProblemError {
  if (diskFull.includes(result))
    return new ProblemError('state.disk-full', `no room to make ${path}`, { where: path });
  const why =
    result === ERROR_REPARSE_POINT_ENCOUNTERED
      ? 'is a link, so nothing is kept in it'
      : result === ERROR_DIRECTORY
        ? 'is no folder, so nothing is kept in it'
        : `could not be closed to other accounts (Windows error ${result})`;
  return new ProblemError('state.not-writable', `${path} ${why}`, { where: path });
}
