import { join } from 'node:path';
import envPaths from 'env-paths';
import type { PlatformName } from '../contract/platform-name.ts';

/** The folder of the whole machine, and the two in it: what the device scan keeps to itself, and what it leaves for all accounts. */
export type MachineFolders = { root: string; state: string; published: string };

/** `KEYREADY_MACHINE_DIR`, else the system's place for data of programs that belongs to no account. */
export function machineFolders(env: NodeJS.ProcessEnv, platform: PlatformName): MachineFolders {
  const root = env.KEYREADY_MACHINE_DIR || placeForMachineData(env, platform);
  return platform === 'linux'
    ? { root, state: join(root, 'state'), published: join(root, 'published') }
    : { root, state: join(root, 'State'), published: join(root, 'Published') };
}

function placeForMachineData(env: NodeJS.ProcessEnv, platform: PlatformName): string {
  switch (platform) {
    // https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch05s08.html
    case 'linux':
      return '/var/lib/keyready';
    case 'darwin':
      return '/Library/Application Support/Keyready';
    // FOLDERID_ProgramData: https://learn.microsoft.com/en-us/windows/win32/shell/knownfolderid
    case 'win32':
      return join(env.ProgramData || 'C:\\ProgramData', 'Keyready');
  }
}

/**
 * Where this installation keeps its key, results and spool: `KEYREADY_STATE_DIR`, else the machine's folder for the device
 * context, else the person's own.
 */
export function stateFolder(env: NodeJS.ProcessEnv, platform: PlatformName, elevated: boolean): string {
  if (env.KEYREADY_STATE_DIR) return env.KEYREADY_STATE_DIR;
  if (elevated) return machineFolders(env, platform).state;
  const paths = envPaths('keyready', { suffix: '' });
  // On Linux env-paths calls XDG_STATE_HOME `log`; state is what that folder is for
  // (https://specifications.freedesktop.org/basedir-spec/latest/#variables).
  return platform === 'linux' ? paths.log : join(paths.data, 'State');
}
