import type { PlatformName } from '../../contract/platform-name.ts';
import type { FolderRights } from '../folder-rights.ts';
import { posixFolderRights } from '../posix-folder-rights.ts';

/**
 * How this system keeps folders of the machine from other accounts. `trustOwn`: also what this very account wrote is believed. Null
 * where nothing can tell or set it: on Windows only native code can.
 */
export function folderRightsOn(
  platform: PlatformName,
  { trustOwn }: { trustOwn: boolean },
): FolderRights | null {
  if (platform === 'win32') return null;
  return posixFolderRights({ ownUid: process.geteuid?.() ?? -1, trustOwn });
}
