import { constants } from 'node:fs';
import { access, type FileHandle, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { pickParts } from '../parts.ts';
import type { Files, Outcome } from '../reach.ts';
import { readUpTo } from '../read-up-to.ts';
import { askPlaces } from '../settings/ask-places.ts';
import { decodeText } from '../settings/decode-text.ts';
import { failure, failureOf, success } from './outcomes.ts';
import { parseStructured } from './parse-structured.ts';
import { settingsDisk } from './settings-disk.ts';

const DEFAULT_MAX_BYTES = 1024 * 1024;
const MAX_AT_BYTES = 64 * 1024;
const DEFAULT_MAX_STRUCTURED = 8 * 1024 * 1024;

/** Files of this machine. Only regular files and folders are read: a fifo or device could block or act. */
export function liveFiles(): Files {
  return {
    async readText(path, maxBytes) {
      const bytes = await readBytes(path, maxBytes);
      return bytes.ok ? success(textOf(bytes.value)) : bytes;
    },
    async readHex(path, maxBytes) {
      const bytes = await readBytes(path, maxBytes);
      return bytes.ok ? success(bytes.value.toString('hex')) : bytes;
    },
    readHexAt(path, offset, length) {
      if (!Number.isSafeInteger(offset + length) || offset < 0 || length < 0 || length > MAX_AT_BYTES)
        return Promise.resolve(failure('refused', 'no such place'));
      return withRegularFile(path, async (file) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return success(buffer.subarray(0, bytesRead).toString('hex'));
      });
    },
    async readParts(path, format, question, maxBytes = DEFAULT_MAX_STRUCTURED) {
      const bytes = await readBytes(path, maxBytes);
      if (!bytes.ok) return bytes;
      const document = await parseStructured(bytes.value, format);
      return document.ok ? success(pickParts(document.value, question)) : document;
    },
    askSettings: (pattern, format, questions, within) =>
      attempt(pattern, () => askPlaces(settingsDisk(), pattern, format, questions, within)),
    list: (path) => attempt(path, async () => success((await readdir(path)).sort())),
    realPath: (path) => attempt(path, async () => success(await realpath(path))),
    kind: (path) =>
      attempt(path, async () => {
        // Follows links, but a dangling one stands there too.
        const found = await stat(path).catch(() => lstat(path));
        if (found.isFile()) return success('file');
        if (found.isDirectory()) return success('folder');
        return success(found.isCharacterDevice() || found.isBlockDevice() ? 'device' : 'other');
      }),
    mayOpen: (path, how) =>
      attempt(path, async () => {
        const mode = how === 'read' ? constants.R_OK : constants.R_OK | constants.W_OK;
        try {
          await access(path, mode);
          return success(true);
        } catch (error) {
          const failed = failureOf(error);
          // A folder on the way that may not be entered hides whether the file is there at all.
          return failed.problem === 'denied' && (await exists(path)) ? success(false) : failed;
        }
      }),
  };
}

/** UTF-8, or UTF-16 where a byte order mark says so, as some programs of Windows write. A byte that is neither becomes a mark of its own. */
function textOf(bytes: Buffer): string {
  const isMarked = bytes.length >= 2 && [0xfffe, 0xfeff].includes(bytes.readUInt16BE(0));
  return (isMarked ? decodeText(bytes) : null) ?? bytes.toString('utf8');
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function attempt<Value>(path: string, ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  if (!isAbsolute(path)) return failure('refused', 'not an absolute path');
  try {
    return await ask();
  } catch (error) {
    return failureOf(error);
  }
}

/** Sizes of files in /proc and /sys are not to be believed, so it reads until the end or the limit. */
function readBytes(path: string, maxBytes = DEFAULT_MAX_BYTES): Promise<Outcome<Buffer>> {
  return withRegularFile(path, async (file) => {
    const bytes = await readUpTo(file, maxBytes);
    return bytes === null ? failure('too-large', `over ${maxBytes} bytes`) : success(bytes);
  });
}

function withRegularFile<Value>(
  path: string,
  use: (file: FileHandle) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  return attempt(path, async () => {
    // Non-blocking, so that a fifo put where a file belongs cannot hold the open.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await file.stat()).isFile()) return failure('unreadable', 'not a regular file');
      return await use(file);
    } finally {
      await file.close();
    }
  });
}
