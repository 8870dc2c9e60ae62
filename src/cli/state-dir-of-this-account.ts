import { makeMachineState } from '../agent/published-scan.ts';
import { machineFolders, stateFolder } from '../agent/state-folder.ts';
import { PlatformName } from '../contract/platform-name.ts';
import { folderRightsOn } from '../platform/live/folder-rights-on.ts';
import { isElevated } from '../platform/live/is-elevated.ts';
import type { CliIo } from './io.ts';

/** The state folder of whoever runs the command: the machine's own as root or an elevated administrator. */
export function stateDirOfThisAccount(io: CliIo): string {
  const platform = PlatformName.parse(process.platform);
  return stateFolder(io.env, platform, isElevated(platform));
}

/** The same, made and closed to others where it is the machine's own. Throws `state.*`. */
export async function makeStateDirOfThisAccount(io: CliIo): Promise<string> {
  const dir = stateDirOfThisAccount(io);
  const platform = PlatformName.parse(process.platform);
  const machine = machineFolders(io.env, platform);
  const rights = folderRightsOn(platform, { trustOwn: false });
  if (dir === machine.state && rights !== null) await makeMachineState(machine, rights);
  return dir;
}
