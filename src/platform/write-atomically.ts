import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ProblemError } from '../contract/problem.ts';
import { makeFolders } from './make-folders.ts';
import { systemCode } from './system-code.ts';

/** Temporary files of a write that never finished start so; whoever owns the folder may sweep them away. */
export const unfinishedPrefix = '.unfinished-';

/**
 * Writes a whole file or nothing: temporary file beside it, all bytes, fsync, rename, fsync of the folder.
 *
 * Own code because write-file-atomic 8.0.0 asks the kernel once and ignores how many bytes were taken: on a disk that
 * fills up in the middle it renames the short file into place and reports success (seen on a 256 KiB tmpfs).
 *
 * `mode` is set whatever the mask of the process; default 0600. With `onlyIfAbsent` an existing file stays as it is and the answer is false.
 * Throws `state.disk-full` or `state.not-writable`.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  options: { mode?: number; onlyIfAbsent?: boolean } = {},
): Promise<boolean> {
  const folder = dirname(path);
  const unfinished = join(folder, `${unfinishedPrefix}${basename(path)}-${randomBytes(6).toString('hex')}`);
  try {
    await makeFolders(folder, 0o700);
    await writeWhole(unfinished, content, options.mode ?? 0o600);
    const written = options.onlyIfAbsent
      ? await linkIfAbsent(unfinished, path)
      : await replace(unfinished, path);
    await syncFolder(folder);
    return written;
  } catch (error) {
    throw asStateProblem(error, path);
  } finally {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** A file-system error as the problem a person can act on; anything unexpected is passed through as the defect it is. */
export function asStateProblem(error: unknown, path: string): unknown {
  if (error instanceof ProblemError) return error;
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ProblemError('state.disk-full', `no room to write ${path}`, { where: path, cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // A folder that could not be made although its parent was asked for first, as under /proc.
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'ENAMETOOLONG':
      return new ProblemError('state.not-writable', `cannot write ${path} (${systemCode(error)})`, {
        where: path,
        cause: error,
      });
    default:
      return error;
  }
}

async function writeWhole(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    if (mode !== 0o600) await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function replace(from: string, to: string): Promise<true> {
  await rename(from, to);
  return true;
}

/** `link` refuses an existing name, so of two processes that start together exactly one wins. */
async function linkIfAbsent(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Makes the rename itself survive a power cut. Windows cannot open a folder for this and needs no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    // Some file systems refuse fsync on a folder; the file itself is already whole.
    if (!['EINVAL', 'ENOTSUP', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    await handle?.close();
  }
}
