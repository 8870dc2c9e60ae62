import { type FileHandle, open } from 'node:fs/promises';
import { ProblemError } from '../contract/problem.ts';
import { systemCode } from '../platform/system-code.ts';

/** A blob of 2026 has about 10 MB, most of it icons: https://github.com/MasterKale/SimpleWebAuthn/pull/788 */
export const MAX_BLOB_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

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

/** Null when there is more. The size a file claims is not asked: a pipe and `/dev/zero` claim none. */
async function readUpTo(file: FileHandle, limitBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return Buffer.concat(chunks, total);
    total += bytesRead;
    if (total > limitBytes) return null;
    chunks.push(buffer.subarray(0, bytesRead));
  }
}
