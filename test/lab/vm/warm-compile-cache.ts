import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../processes/run-program.ts';
import { projectRoot } from './product-files.ts';

/** What Node compiled, by the folder it keeps it in: one for each version of Node and each user id. */
export type CompileCache = { folderName: string; files: { name: string; path: string }[] };

/**
 * Scans and looks at keys once on this machine so that Node's compiled code can be taken into the guest, whose emulated processor would
 * spend most of its time compiling. It is the same file that the product keeps between its own starts, found by the
 * path and content of the source. Where it does not fit, Node compiles as ever: slower, never different.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
export async function warmCompileCache(workDir: string): Promise<CompileCache> {
  const cacheDir = join(workDir, 'compiled');
  for (const command of ['scan', 'keys'])
    await runProgram(process.execPath, ['src/cli/keyready.ts', command, '--json'], {
      cwd: projectRoot,
      env: { ...process.env, NODE_COMPILE_CACHE: cacheDir, KEYREADY_STATE_DIR: join(workDir, 'state') },
      timeLimitMs: 60_000,
    });
  const [folderName] = await readdir(cacheDir);
  if (folderName === undefined) throw new Error('Node kept no compiled code');
  const names = await readdir(join(cacheDir, folderName));
  return { folderName, files: names.map((name) => ({ name, path: join(cacheDir, folderName, name) })) };
}
