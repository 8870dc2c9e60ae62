import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWithMingw, projectRoot } from '../../../scripts/native/build-with-mingw.ts';
import { runOrThrow } from '../processes/run-program.ts';
import { windowsPath } from './wine-machine.ts';

const electronVite = fileURLToPath(
  new URL('../../../node_modules/electron-vite/bin/electron-vite.js', import.meta.url),
);

/** The command line as it is packed: built, not from source, beside the addon. Gives its path as Windows sees it. */
export async function buildProgram(): Promise<string> {
  await buildWithMingw();
  await runOrThrow(process.execPath, [electronVite, 'build'], { cwd: projectRoot, timeLimitMs: 300_000 });
  return windowsPath(join(projectRoot, 'out/main/keyready.js'));
}
