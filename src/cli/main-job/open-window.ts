import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProgram, runProgram } from '../../platform/live/run-program.ts';
import { buildIfNeeded, windowTarget } from './build-if-needed.ts';

export type Window = { open: true; program: RunningProgram } | { open: false; because: string };

/** Opens the window on the agent's state folder where that is possible; otherwise says in one line why not. */
export async function openWindow(
  folder: string,
  stateDir: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Window> {
  const binary = findElectron(folder, env);
  const because = whyNoWindow(binary, env, process.platform, process.geteuid?.() === 0);
  if (because !== null || binary === null) return { open: false, because: because ?? '' };
  if (!(await buildIfNeeded(folder, windowTarget, say)))
    return { open: false, because: 'it could not be built' };
  const program = runProgram(binary, [folder], {
    cwd: folder,
    env: { ...env, KEYREADY_STATE_DIR: stateDir },
    quiet: true,
  });
  return { open: true, program };
}

/** Null when nothing stands in the way. */
export function whyNoWindow(
  binary: string | null,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  root: boolean,
): string | null {
  if (binary === null) return 'there is no Electron binary (npx install-electron fetches one)';
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  // Chromium refuses its sandbox to root, and the window is never run without it.
  return root ? 'it does not run as root' : null;
}

/** The binary's place inside the package, or inside the folder of an own copy (electron/cli.js reads it the same way). */
function findElectron(folder: string, env: NodeJS.ProcessEnv): string | null {
  const name =
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'node_modules', 'electron', 'dist');
  const binary = join(dist, name);
  return existsSync(binary) ? binary : null;
}
