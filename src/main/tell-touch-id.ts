import type { HostRequest } from '../core/scan/host-messages.ts';

/**
 * Makes the question that only Electron's main process can put to macOS, asked anew for each scan: its probe hosts have no
 * systemPreferences. A question that fails costs this answer, not the scan.
 * https://www.electronjs.org/docs/latest/api/system-preferences
 */
export function tellTouchId(
  platform: string,
  canPromptTouchId: () => boolean,
  onDefect: (error: unknown) => void,
): () => HostRequest['told'] {
  return () => {
    if (platform !== 'darwin') return undefined;
    try {
      return { canPromptTouchId: canPromptTouchId() };
    } catch (error) {
      onDefect(error);
      return undefined;
    }
  };
}
