import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './system-code.ts';

/**
 * Like `mkdir -p`, and safe beside another process doing the same. Node's own `recursive` never returns where the system
 * answers ENOENT for ever, as under /proc.
 * Rejects with the system's error; that something other than a folder stands there shows at its first use.
 */
export async function makeFolders(dir: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(dir, { mode });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(dir) === dir) throw error;
    await makeFolders(dirname(dir), mode);
    await mkdir(dir, { mode }).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'EEXIST') throw again;
    });
  }
}
