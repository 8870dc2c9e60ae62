import type { PlatformName } from '../../src/contract/platform-name.ts';

/** Folder below test/fixtures/captures for each system, named as people name it. */
export const captureFolders: Readonly<Record<PlatformName, string>> = {
  linux: 'linux',
  win32: 'windows',
  darwin: 'macos',
};
