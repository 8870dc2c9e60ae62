import type { PlatformName } from '../../contract/platform-name.ts';
import { loadWindowsAddon } from './windows-addon.ts';

/** Where the answer comes from; the process itself when not given. */
export type ElevationSources = { effectiveUid?: number | undefined; askWindows?: () => boolean };

/**
 * Whether this process has the rights of root (effective user id 0), or on Windows of SYSTEM or an administrator who started it so. Windows tells
 * only native code; where that is missing or fails a process counts as a person's.
 */
export function isElevated(
  platform: PlatformName,
  { effectiveUid = process.geteuid?.(), askWindows = askAddon }: ElevationSources = {},
): boolean {
  if (platform !== 'win32') return effectiveUid === 0;
  try {
    return askWindows();
  } catch {
    return false;
  }
}

function askAddon(): boolean {
  return loadWindowsAddon().addon?.isElevated() ?? false;
}
