import { chmod, lstat } from 'node:fs/promises';
import { ProblemError } from '../contract/problem.ts';
import type { FolderRights } from './folder-rights.ts';
import { makeFolders } from './make-folders.ts';
import { asStateProblem } from './write-atomically.ts';

const ROOT_UID = 0;
const WRITABLE_BY_OTHERS = 0o022;
const modes = { private: 0o700, readable: 0o755 } as const;

/**
 * Rights by owner and mode. Only root is trusted, and this account (`ownUid`) where `trustOwn` says so. An access control list
 * needs no look of its own: what it grants to others shows in the group bits, its mask
 * (https://man7.org/linux/man-pages/man5/acl.5.html, "Correspondence between ACL entries and file permission bits").
 */
export function posixFolderRights(options: { ownUid: number; trustOwn: boolean }): FolderRights {
  const { ownUid, trustOwn } = options;
  return {
    async make(path, audience) {
      const wanted = modes[audience];
      try {
        await makeFolders(path, wanted);
        const found = await lstat(path);
        if (!found.isDirectory()) throw refused(path, 'is no folder');
        if (found.uid !== ownUid) throw refused(path, 'belongs to another account');
        // Said again: the mask of the shell that started this may have taken rights away, or an earlier version given other ones.
        if ((found.mode & 0o777) !== wanted) await chmod(path, wanted);
      } catch (error) {
        throw asStateProblem(error, path);
      }
    },
    async whyNotTrusted(path) {
      const found = await lstat(path);
      const { uid, mode } = found;
      if (found.isSymbolicLink()) return 'is a symbolic link';
      if (uid !== ROOT_UID && !(trustOwn && uid === ownUid)) return 'belongs to an account other than root';
      return (mode & WRITABLE_BY_OTHERS) === 0 ? null : 'may be changed by other accounts';
    },
  };
}

function refused(path: string, why: string): ProblemError {
  return new ProblemError('state.not-writable', `${path} ${why}, so nothing is kept in it`, { where: path });
}
