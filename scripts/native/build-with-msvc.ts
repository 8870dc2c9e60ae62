import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addonFile, projectRoot } from './build-with-mingw.ts';

/** Builds the Windows addon on Windows, by node-gyp and MSVC, from binding.gyp. @throws Error with the compiler's words. */
export async function buildWithMsvc(): Promise<void> {
  const folder = join(projectRoot, 'native/windows');
  const nodeGyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  await promisify(execFile)(process.execPath, [nodeGyp, 'rebuild', '-C', folder], {
    maxBuffer: 16 * 1024 * 1024,
  });
  await copyFile(join(folder, 'build/Release/keyready-windows.node'), addonFile);
}
