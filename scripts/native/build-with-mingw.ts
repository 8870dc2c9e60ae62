import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const addonFile = join(projectRoot, 'native/windows/build/keyready-windows.node');

const sourceFolder = join(projectRoot, 'native/windows/src');
const apiHeaders = join(projectRoot, 'node_modules/node-api-headers');
const cppHeaders = join(projectRoot, 'node_modules/node-addon-api');
/** The Debian variant with std::thread. */
export const mingwCompiler = 'x86_64-w64-mingw32-g++-posix';
const importLibraries = ['node_api', 'js_native_api'];

/** What each source is compiled with, besides its place. Headers that are not ours are not judged. */
export const compilerOptions = [
  ...['-std=c++17', '-O2'],
  ...['-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Wconversion', '-Wsign-conversion', '-Werror'],
  ...['NAPI_VERSION=8', 'NODE_ADDON_API_CPP_EXCEPTIONS', 'NOMINMAX'].map((name) => `-D${name}`),
  ...['UNICODE', '_UNICODE', '_WIN32_WINNT=0x0A00'].map((name) => `-D${name}`),
  ...['-isystem', join(apiHeaders, 'include'), '-isystem', cppHeaders],
];

/**
 * Builds the Windows addon on Linux: a DLL for x64 without any other DLL than Windows' own. Does nothing when the last build was made
 * from the same sources. @throws Error with the compiler's words.
 */
export async function buildWithMingw(): Promise<void> {
  const names = (await readdir(sourceFolder)).sort();
  const made = await digestOf(names);
  const digestFile = `${addonFile}.sha256`;
  if ((await readFile(digestFile, 'utf8').catch(() => '')) === made) return;

  const units = names.filter((name) => name.endsWith('.cpp')).map((name) => join(sourceFolder, name));
  await mkdir(dirname(addonFile), { recursive: true });
  await rm(digestFile, { force: true });
  await compileNodeAddon(units, addonFile);
  await writeFile(digestFile, made);
}

/** Compiles sources (absolute paths, each with a name of its own) into an addon that any program with Node in it can load. */
export async function compileNodeAddon(units: readonly string[], target: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'keyready-native-'));
  try {
    await Promise.all(importLibraries.map((name) => makeImportLibrary(name, work)));
    await inParallel(units, async (unit) => {
      await run(mingwCompiler, [...compilerOptions, '-c', unit], { cwd: work });
    });
    const objects = units.map((unit) => basename(unit).replace(/cpp$/, 'o'));
    const libraries = ['-L.', ...importLibraries.map((name) => `-l${name}`)];
    await run(mingwCompiler, ['-shared', '-static', '-s', '-o', 'addon.node', ...objects, ...libraries], {
      cwd: work,
    });
    // Beside its place first, since the temporary folder may be on another disk.
    await copyFile(join(work, 'addon.node'), `${target}.new`);
    await rename(`${target}.new`, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Sources, headers from packages by their version, options, and the compiler. */
async function digestOf(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of sources) hash.update(name).update(await readFile(join(sourceFolder, name)));
  for (const folder of [apiHeaders, cppHeaders]) hash.update(await readFile(join(folder, 'package.json')));
  hash.update(compilerOptions.join(' ').replaceAll(projectRoot, ''));
  hash.update((await run(mingwCompiler, ['--version'])).stdout);
  return hash.digest('hex');
}

/** Node's functions, imported late: see any-host-name.cpp. */
async function makeImportLibrary(name: string, folder: string): Promise<void> {
  const definitions = join(apiHeaders, 'def', `${name}.def`);
  const options = ['-d', definitions, '-D', 'node.exe', '-y', join(folder, `lib${name}.a`)];
  await run('x86_64-w64-mingw32-dlltool', options);
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
