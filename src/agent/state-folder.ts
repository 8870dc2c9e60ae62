import { join } from 'node:path';
import envPaths from 'env-paths';
import type { PlatformName } from '../contract/platform-name.ts';

/**
 * Where this installation keeps its key, results and spool: `KEYREADY_STATE_DIR`, else the system's folder for the device
 * context, else the person's own.
 */
export function stateFolder(env: NodeJS.ProcessEnv, platform: PlatformName, elevated: boolean): string {
  if (env.KEYREADY_STATE_DIR) return env.KEYREADY_STATE_DIR;
  if (elevated && platform === 'linux') return '/var/lib/keyready';
  if (elevated && platform === 'darwin') return '/Library/Application Support/Keyready';
  const paths = envPaths('keyready', { suffix: '' });
  // On Linux env-paths calls XDG_STATE_HOME `log`; state is what that folder is for
  // (https://specifications.freedesktop.org/basedir-spec/latest/#variables).
  return platform === 'linux' ? paths.log : join(paths.data, 'State');
}
