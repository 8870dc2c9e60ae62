import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Makes a folder with the parts of an unpacked Electron for Linux that electron-builder looks for. Needs gcc. */
export function makeStandIn(dir: string): void {
  mkdirSync(join(dir, 'locales'), { recursive: true });
  mkdirSync(join(dir, 'resources'));
  execFileSync('gcc', ['-O1', '-o', join(dir, 'electron'), join(import.meta.dirname, 'electron.c')]);
  const defaultApp = join(dir, 'default-app');
  mkdirSync(defaultApp);
  writeFileSync(join(defaultApp, 'package.json'), '{}');
  // It must be a real archive: the packager reads its header.
  execFileSync(join(root, 'node_modules/.bin/asar'), [
    'pack',
    defaultApp,
    join(dir, 'resources/default_app.asar'),
  ]);
  cpSync(join(root, 'LICENSE'), join(dir, 'LICENSE'));
  for (const file of ['LICENSES.chromium.html', 'version', 'resources.pak', 'locales/en-US.pak']) {
    writeFileSync(join(dir, file), 'stand-in');
  }
}
