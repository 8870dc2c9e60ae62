import { createHash } from 'node:crypto';
import { access, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOrThrow } from '../processes/run-program.ts';
import { labCacheDir } from '../vm/cache-folder.ts';
import { sharedLibrariesOf } from '../vm/shared-libraries.ts';
import { wineFolders, wineLoader, wineServer } from './wine-environment.ts';
import { makeWinePrefix } from './wine-prefix.ts';

const sourceFolder = fileURLToPath(new URL('.', import.meta.url));
const shimSources = ['cfgmgr32.c', 'cfgmgr32.def'].map((name) => join(sourceFolder, name));
/** Everything that decides what is on the disk. */
const recipe = [
  ...shimSources,
  ...['wine-disk.ts', 'wine-prefix.ts'].map((name) => join(sourceFolder, name)),
];
const unixParts = '/usr/lib/x86_64-linux-gnu/wine/x86_64-unix';

/**
 * Image of an ext4 file system: Wine as it is installed here, at the same paths; `/libraries` it needs; `/prefix`;
 * `/windows-node` with node.exe and the stand-in DLL. From the cache unless Wine, Node or the recipe changed.
 */
export async function ensureWineDisk(nodeExe: string): Promise<string> {
  const path = join(labCacheDir, `wine-${await keyOf(nodeExe)}.img`);
  const isKept = await access(path).then(
    () => true,
    () => false,
  );
  if (!isKept) await buildDisk(path, nodeExe);
  return path;
}

async function keyOf(nodeExe: string): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await runOrThrow('dpkg-query', ['-W', 'wine64', 'libwine']));
  hash.update(nodeExe);
  for (const file of recipe) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function buildDisk(path: string, nodeExe: string): Promise<void> {
  await mkdir(labCacheDir, { recursive: true });
  for (const name of await readdir(labCacheDir))
    if (/^wine-.*\.img$/.test(name)) await rm(join(labCacheDir, name));
  const work = await mkdtemp(join(labCacheDir, 'wine-build-'));
  try {
    const root = join(work, 'root');
    for (const folder of wineFolders)
      await cp(folder, join(root, folder), { recursive: true, dereference: true, preserveTimestamps: true });
    await copyLibraries(join(root, 'libraries'));
    await makeWinePrefix(join(root, 'prefix'), work);
    await mkdir(join(root, 'windows-node'));
    await copyFile(nodeExe, join(root, 'windows-node/node.exe'));
    await buildShim(join(root, 'windows-node/cfgmgr32.dll'));
    const image = join(work, 'disk.img');
    const options = ['-q', '-t', 'ext4', '-O', '^has_journal', '-E', 'root_owner=0:0'];
    await runOrThrow('mke2fs', [...options, '-d', root, image, '2500M'], { timeLimitMs: 120_000 });
    await rename(image, path);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Shared libraries of Wine's own programs and of its Unix side, all in one folder. */
async function copyLibraries(folder: string): Promise<void> {
  const parts = (await readdir(unixParts)).filter((name) => name.endsWith('.so'));
  for (const file of [wineLoader, wineServer, ...parts.map((name) => join(unixParts, name))])
    for (const library of await sharedLibrariesOf(file, unixParts))
      if (!library.path.startsWith(unixParts)) {
        const target = join(folder, library.path.split('/').at(-1) ?? '');
        await mkdir(dirname(target), { recursive: true });
        await copyFile(library.realPath, target);
      }
}

async function buildShim(path: string): Promise<void> {
  const options = ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', '-shared', '-static-libgcc', '-s'];
  await runOrThrow('x86_64-w64-mingw32-gcc', [...options, '-o', path, ...shimSources, '-lsetupapi']);
}
