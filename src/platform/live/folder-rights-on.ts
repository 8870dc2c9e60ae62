import type { PlatformName } from '../../contract/platform-name.ts';
import type { FolderRights } from '../folder-rights.ts';
import { posixFolderRights } from '../posix-folder-rights.ts';
import { loadWindowsAddon } from './windows-addon.ts';
import { windowsFolderRights } from './windows-folder-rights.ts';

/**
 * How this system keeps folders of the machine from other accounts. `trustOwn`: also what this very account wrote is believed. Null
 * where nothing can tell or set it: on Windows without the addon.
 */
export function folderRightsOn(
  platform: PlatformName,
  { trustOwn }: { trustOwn: boolean },
): FolderRights | null {
  if (platform !== 'win32') return posixFolderRights({ ownUid: process.geteuid?.() ?? -1, trustOwn });
  const { addon } = loadWindowsAddon();
  return addon && windowsFolderRights(addon, { trustOwn });
}
