import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode } from '../system-code.ts';

/**
 * Where Node may keep compiled modules for this program, so that a probe host starts in about half the time (ADR 0001).
 * Beside the installed packages: whoever can write there can change the code itself, so the cache is no weaker. Null when
 * this account does not own that folder, so that no account leaves files in another's.
 */
export function compileCacheDir(entryFile: string): string | null {
  for (let dir = dirname(entryFile); dirname(dir) !== dir; dir = dirname(dir)) {
    const packages = join(dir, 'node_modules');
    try {
      const owner = statSync(packages).uid;
      accessSync(packages, constants.W_OK);
      return process.geteuid === undefined || owner === process.geteuid()
        ? join(packages, '.cache', 'keyready-compiled')
        : null;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') return null;
    }
  }
  return null;
}
