import { type FileHandle, open } from 'node:fs/promises';
import { ProblemError } from '../contract/problem.ts';
import { readUpTo } from '../platform/read-up-to.ts';
import { systemCode } from '../platform/system-code.ts';

/** A blob of 2026 has about 10 MB, most of it icons: https://github.com/MasterKale/SimpleWebAuthn/pull/788 */
export const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/** All bytes of a file, a pipe included, never more than the limit. Throws `mds.unreadable`, `mds.too-large`. */
export async function readBlobFile(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const bytes = await readUpTo(file, MAX_BLOB_BYTES);
    if (bytes !== null) return bytes;
  } catch (cause) {
    const code = systemCode(cause);
    if (code === undefined) throw cause;
    throw new ProblemError('mds.unreadable', `cannot read ${path} (${code})`, { where: path, cause });
  } finally {
    await file?.close();
  }
  const limit = MAX_BLOB_BYTES / (1024 * 1024);
  throw new ProblemError('mds.too-large', `${path} is larger than ${limit} MiB`, { where: path });
}
