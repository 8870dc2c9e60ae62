import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WindowsAddon } from '../../../native/windows/index.d.ts';
import { systemCode } from '../system-code.ts';

/** The addon, or why it is not there. */
export type LoadedAddon = { addon: WindowsAddon } | { addon: null; reason: string };

const fileName = 'keyready-windows.node';

/**
 * Loads the addon that `npm run build:native` builds, once for each call of Node's loader. Its calls can end or hold the process: see
 * docs/adr/0012-windows-addon.md for who may make which.
 */
export function loadWindowsAddon(file = addonFile(import.meta.url)): LoadedAddon {
  if (process.platform !== 'win32') return { addon: null, reason: `not on ${process.platform}` };
  try {
    return { addon: createRequire(import.meta.url)(file) as WindowsAddon };
  } catch (error) {
    const code = systemCode(error);
    return {
      addon: null,
      reason: code === 'MODULE_NOT_FOUND' ? 'the addon is not built' : `the addon did not load: ${code}`,
    };
  }
}

/**
 * Where it lies: in the packed app beside the archive, which electron-builder.yml puts there; else in the project. Only these places,
 * never a search upwards, where anybody could put a file.
 */
export function addonFile(moduleUrl: string): string {
  const module = fileURLToPath(moduleUrl).replaceAll('\\', '/');
  const archive = module.indexOf('/app.asar/');
  if (archive !== -1) return join(module.slice(0, archive), 'native', fileName);
  const source = module.indexOf('/src/platform/live/');
  const root = source === -1 ? module.slice(0, module.lastIndexOf('/out/main/')) : module.slice(0, source);
  return join(root, 'native/windows/build', fileName);
}
