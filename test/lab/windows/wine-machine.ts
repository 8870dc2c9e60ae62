import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ProgramResult, runOrThrow } from '../processes/run-program.ts';
import { labCacheDir } from '../vm/cache-folder.ts';
import { wineEnvironment, wineLoader, wineServer } from '../wine/wine-environment.ts';
import { makeWinePrefix } from '../wine/wine-prefix.ts';

const recipe = ['../wine/wine-prefix.ts', '../wine/wine-environment.ts', 'wine-machine.ts'];
const timeLimitMs = 120_000;

export type RunOptions = {
  /** More variables, on top of Wine's own. */
  env?: Record<string, string>;
  /** Names of DLLs that are taken from the prefix instead of Wine. */
  native?: readonly string[];
  timeLimitMs?: number;
};

/** A Windows of Wine on this host, all its own: nothing of another run is seen, nothing is left. */
export type WineMachine = {
  /** Folder of drive C. */
  driveC: string;
  /** Runs a Windows program to its end. Its output goes through files, since Wine 8 gives Node no usable pipe as standard output. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<ProgramResult>;
  /** Lays a DLL where Windows has its own. */
  layDll(file: string, name: string): Promise<void>;
  remove(): Promise<void>;
};

/** A path of the host as a Windows program sees it. */
export const windowsPath = (path: string) => `Z:${path.replaceAll('/', '\\')}`;

/**
 * Copies the kept prefix and keeps Wine's server up for it. Wine's own files, a gigabyte that nobody writes to, are hard links, hence beside
 * the kept one; registry and everything else are copies.
 */
export async function startWineMachine(): Promise<WineMachine> {
  const kept = await ensurePrefix();
  const work = await mkdtemp(join(labCacheDir, 'wine-run-'));
  const prefix = join(work, 'prefix');
  await runOrThrow('cp', ['-al', kept, prefix]);
  for (const name of await readdir(kept))
    if (name.endsWith('.reg'))
      await runOrThrow('cp', ['-a', '--remove-destination', join(kept, name), prefix]);
  const base = (native: readonly string[]) =>
    wineEnvironment({ prefix, home: work, overrides: native.map((name) => `${name}=n`) });
  // Stays behind in the background, hence without pipes that it would keep open.
  await once(spawn(wineServer, ['--persistent'], { env: base([]), stdio: 'ignore' }), 'exit');
  const driveC = join(prefix, 'drive_c');
  let runs = 0;

  return {
    driveC,
    async run(program, args, options = {}) {
      runs += 1;
      const env = { ...base(options.native ?? []), ...options.env };
      return runWithFiles(
        [program, ...args],
        env,
        join(work, `run-${runs}`),
        options.timeLimitMs ?? timeLimitMs,
      );
    },
    async layDll(file, name) {
      const target = join(driveC, 'windows/system32', name);
      // Where Wine has one, its file is the kept prefix's too.
      await rm(target, { force: true });
      await copyFile(file, target);
    },
    async remove() {
      await runOrThrow(wineServer, ['--kill', '--wait'], { env: base([]) }).catch(() => undefined);
      await rm(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function runWithFiles(
  command: readonly string[],
  env: Record<string, string>,
  outputPath: string,
  limitMs: number,
): Promise<ProgramResult> {
  const files = await Promise.all(['out', 'err'].map((ending) => open(`${outputPath}.${ending}`, 'w+')));
  const [out, err] = files.map((file) => file.fd);
  try {
    const child = spawn(wineLoader, [...command], {
      env,
      stdio: ['ignore', out, err],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    const [exitCode] = await once(child, 'exit');
    const [stdout, stderr] = await Promise.all(
      ['out', 'err'].map((ending) => readFile(`${outputPath}.${ending}`, 'utf8')),
    );
    if (exitCode === null) throw new Error(`not done after ${limitMs} ms: ${stdout}${stderr}`);
    return { exitCode, stdout: stdout ?? '', stderr: stderr ?? '' };
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function ensurePrefix(): Promise<string> {
  const hash = createHash('sha256').update(await runOrThrow('dpkg-query', ['-W', 'wine64', 'libwine']));
  for (const name of recipe) hash.update(await readFile(fileURLToPath(new URL(name, import.meta.url))));
  const folder = join(labCacheDir, `wine-prefix-${hash.digest('hex').slice(0, 16)}`);
  const isKept = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isKept) await makePrefix(folder);
  return folder;
}

async function makePrefix(folder: string): Promise<void> {
  await mkdir(labCacheDir, { recursive: true });
  for (const name of await readdir(labCacheDir))
    if (name.startsWith('wine-prefix-')) await rm(join(labCacheDir, name), { recursive: true });
  const work = await mkdtemp(join(labCacheDir, 'prefix-build-'));
  try {
    const prefix = join(work, 'prefix');
    await makeWinePrefix(prefix, work);
    const env = wineEnvironment({ prefix, home: work, overrides: [] });
    // Programs that are meant to crash do so at once, without Wine's debugger.
    const key = String.raw`HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug`;
    await runOrThrow(wineLoader, ['reg', 'add', key, '/v', 'Auto', '/d', '0', '/f'], { env, timeLimitMs });
    await runOrThrow(wineLoader, ['reg', 'add', key, '/v', 'Debugger', '/d', 'none', '/f'], {
      env,
      timeLimitMs,
    });
    await runOrThrow(wineServer, ['--wait'], { env, timeLimitMs });
    await rename(prefix, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
