import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../platform/live/run-program.ts';

/** One thing that Vite makes of sources. */
export type BuildTarget = {
  /** For the person: `fleet view`. */
  name: string;
  /** File whose age is the build's age. */
  made: string;
  /** Files and folders it is made from. */
  sources: readonly string[];
  /** Module to run with Node, and its arguments. */
  command: readonly [module: string, ...args: string[]];
};

export const fleetViewTarget: BuildTarget = {
  name: 'fleet view',
  made: 'out/fleet-view/index.html',
  sources: ['src/fleet-view', 'src/ui', 'src/contract', 'vite.fleet-view.config.ts', 'package-lock.json'],
  command: [
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'vite.fleet-view.config.ts',
    '--logLevel',
    'warn',
  ],
};

export const windowTarget: BuildTarget = {
  name: 'window',
  made: 'out/main/main.js',
  sources: ['src', 'electron.vite.config.ts', 'package-lock.json'],
  command: ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
};

/** Only on Windows, and only with a C++ compiler there. */
export const windowsAddonTarget: BuildTarget = {
  name: 'Windows addon',
  made: 'native/windows/build/keyready-windows.node',
  sources: ['native/windows/src', 'native/windows/binding.gyp', 'package-lock.json'],
  command: ['scripts/build-native.ts'],
};

/** Builds the target when it is missing or older than its sources. False when the build failed; it has said why itself. */
export async function buildIfNeeded(
  folder: string,
  target: BuildTarget,
  say: (line: string) => void,
): Promise<boolean> {
  if (await isFresh(folder, target)) return true;
  say(`building the ${target.name} (once, some seconds) ...`);
  const args = target.command.map((part, index) => (index === 0 ? join(folder, part) : part));
  const { exitCode } = await runProgram(process.execPath, args, { cwd: folder }).ended;
  return exitCode === 0;
}

export async function isFresh(
  folder: string,
  target: Pick<BuildTarget, 'made' | 'sources'>,
): Promise<boolean> {
  const made = await stat(join(folder, target.made)).catch(() => null);
  if (made === null) return false;
  const newest = await Promise.all(target.sources.map((source) => newestChangeMs(join(folder, source))));
  return made.mtimeMs >= Math.max(...newest);
}

/** Time of the last change of a file, or of anything in a folder (the folders too: a removed file changes them). */
async function newestChangeMs(path: string): Promise<number> {
  const about = await stat(path).catch(() => null);
  if (about === null) return 0;
  if (!about.isDirectory()) return about.mtimeMs;
  const below = await readdir(path, { withFileTypes: true, recursive: true });
  const times = await Promise.all(
    below
      .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          (found) => found.mtimeMs,
          () => 0,
        ),
      ),
  );
  return Math.max(about.mtimeMs, ...times);
}
