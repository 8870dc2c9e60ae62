import { realpath } from 'node:fs/promises';
import { runProgram } from '../processes/run-program.ts';

/** Shared libraries a program or library loads at start, as the dynamic linker of this machine finds them. */
export async function sharedLibrariesOf(path: string): Promise<{ path: string; realPath: string }[]> {
  const listing = await runProgram('ldd', [path]);
  if (/not found/.test(listing.stdout)) throw new Error(`${path} misses a library: ${listing.stdout}`);
  const paths = [...listing.stdout.matchAll(/(\/\S+\.so\S*)/g)].map((match) => match[1] ?? '');
  return Promise.all(paths.map(async (library) => ({ path: library, realPath: await realpath(library) })));
}
