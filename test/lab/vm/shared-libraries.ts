import { realpath } from 'node:fs/promises';
import { runProgram } from '../processes/run-program.ts';

/**
 * Shared libraries a program or library loads at start, as the dynamic linker of this machine finds them.
 * `besides`: a folder to search first.
 */
export async function sharedLibrariesOf(
  path: string,
  besides?: string,
): Promise<{ path: string; realPath: string }[]> {
  const env = besides === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: besides };
  const listing = await runProgram('ldd', [path], { env });
  if (/not found/.test(listing.stdout)) throw new Error(`${path} misses a library: ${listing.stdout}`);
  const paths = [...listing.stdout.matchAll(/(\/\S+\.so\S*)/g)].map((match) => match[1] ?? '');
  return Promise.all(paths.map(async (library) => ({ path: library, realPath: await realpath(library) })));
}
