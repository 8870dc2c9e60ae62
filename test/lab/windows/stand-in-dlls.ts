import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileNodeAddon, mingwCompiler, projectRoot } from '../../../scripts/native/build-with-mingw.ts';
import { runOrThrow } from '../processes/run-program.ts';
import { labCacheDir } from '../vm/cache-folder.ts';

const sourceFolder = fileURLToPath(new URL('../windows-dlls', import.meta.url));
const options = [
  ...['-std=c++17', '-O2', '-Wall', '-Wextra', '-Werror', '-D_WIN32_WINNT=0x0A00'],
  ...['-static', '-s'],
];

/** File name of a DLL or program, by the source it is made of and what else the compiler is told. */
const dlls: Record<string, { source: string; options?: readonly string[] }> = {
  /** A program, not a library. */
  'dsregcmd.exe': { source: 'dsregcmd.cpp', options: ['-municode'] },
  'tbs.dll': { source: 'tbs.cpp' },
  'webauthn.dll': { source: 'webauthn.cpp' },
  /** As Windows 10 1903 had it: no version, no lists. */
  'webauthn-1903.dll': { source: 'webauthn.cpp', options: ['-DWITHOUT_VERSION', '-Wno-unused-function'] },
  'winbio.dll': { source: 'winbio.cpp' },
  'ext-ms-win-biometrics-winbio-core-l1.dll': { source: 'winbio.cpp' },
  'netapi32.dll': { source: 'netapi32.cpp' },
  'wevtapi.dll': { source: 'wevtapi.cpp' },
};
/** Measures a process, for the test of what is left behind. */
export const gaugeName = 'process-gauge.node';

/** The folder with the stand-in DLLs and the gauge, from the cache unless sources or compiler changed. */
export async function ensureStandIns(): Promise<string> {
  const folder = join(labCacheDir, `windows-dlls-${await keyOf()}`);
  const isKept = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isKept) await buildInto(folder);
  return folder;
}

async function keyOf(): Promise<string> {
  const hash = createHash('sha256').update(await runOrThrow(mingwCompiler, ['--version']));
  hash.update(JSON.stringify([dlls, options]));
  for (const name of (await readdir(sourceFolder)).sort())
    hash.update(name).update(await readFile(join(sourceFolder, name)));
  return hash.digest('hex').slice(0, 16);
}

async function buildInto(folder: string): Promise<void> {
  await mkdir(labCacheDir, { recursive: true });
  for (const name of await readdir(labCacheDir))
    if (name.startsWith('windows-dlls-')) await rm(join(labCacheDir, name), { recursive: true });
  const work = await mkdtemp(join(labCacheDir, 'dlls-build-'));
  try {
    for (const [name, { source, options: more = [] }] of Object.entries(dlls)) {
      const shared = name.endsWith('.dll') ? ['-shared'] : [];
      const args = [...options, ...shared, ...more, '-o', join(work, name), join(sourceFolder, source)];
      await runOrThrow(mingwCompiler, args, { timeLimitMs: 120_000 });
    }
    const parts = [
      join(sourceFolder, 'process-gauge.cpp'),
      join(projectRoot, 'native/windows/src/any-host-name.cpp'),
    ];
    await compileNodeAddon(parts, join(work, gaugeName));
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
