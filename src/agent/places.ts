import type { PlatformName } from '../contract/platform-name.ts';
import { type MachineFolders, machineFolders, stateFolder } from './state-folder.ts';

/** Where an installation keeps its things, and where it meets the other accounts' installations. */
export type Places = {
  stateDir: string;
  /** State of a user scan where that is another one: an administrator's elevated process on Windows is still in that person's session. */
  personStateDir: string;
  /** Null for an installation apart from the machine: its state was put elsewhere, and no folder of the machine was named. */
  machine: MachineFolders | null;
};

/** `stateDir`: the state folder where the caller names one. */
export function placesFor(
  env: NodeJS.ProcessEnv,
  platform: PlatformName,
  elevated: boolean,
  stateDir?: string,
): Places {
  const here = stateDir ?? stateFolder(env, platform, elevated);
  const apart = (stateDir !== undefined || Boolean(env.KEYREADY_STATE_DIR)) && !env.KEYREADY_MACHINE_DIR;
  return {
    stateDir: here,
    personStateDir: platform === 'win32' && elevated ? (stateDir ?? stateFolder(env, platform, false)) : here,
    machine: apart ? null : machineFolders(env, platform),
  };
}
