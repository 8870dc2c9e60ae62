import type { PlatformName } from '../../contract/platform-name.ts';

/**
 * Whether this process has the rights of root (effective user id 0), or on Windows of SYSTEM or an administrator who started it so. Windows tells
 * only native code; where that is missing a process counts as a person's.
 */
export function isElevated(
  platform: PlatformName,
  { effectiveUid = process.geteuid?.(), askWindows = () => false }: ElevationSources = {},
): boolean {
  return platform === 'win32' ? askWindows() : effectiveUid === 0;
}

/** Where the answer comes from; the process itself when not given. */
export type ElevationSources = { effectiveUid?: number | undefined; askWindows?: () => boolean };
