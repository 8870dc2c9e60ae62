import { stateFolder } from '../agent/state-folder.ts';
import { PlatformName } from '../contract/platform-name.ts';
import type { CliIo } from './io.ts';

/** The state folder of whoever runs the command: root's own as root. */
export function stateDirOfThisAccount(io: CliIo): string {
  return stateFolder(io.env, PlatformName.parse(process.platform), process.geteuid?.() === 0);
}
