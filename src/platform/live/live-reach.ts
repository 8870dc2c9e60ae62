import type { ProbeReach } from '../reach.ts';
import { type CommandWatch, liveCommands } from './commands.ts';
import { liveDbus } from './dbus.ts';
import { liveDeviceNodes } from './device-nodes.ts';
import { liveFiles } from './files.ts';
import { liveHardware } from './hardware.ts';
import { liveHid } from './hid.ts';
import { noNativeFacts, noRegistry } from './not-here.ts';
import { liveSecurityKeys } from './security-keys.ts';
import { liveSurroundings } from './surroundings.ts';

/**
 * This machine, as probes may touch it. `close` ends the connections it opened and gives keys back. `recognitionKey` (hex) makes the marks of
 * HID nodes; without it there are none.
 */
export function liveReach(
  watch?: CommandWatch,
  recognitionKey?: string,
): { reach: ProbeReach; close(): void } {
  const dbus = liveDbus();
  const ending = new AbortController();
  return {
    reach: {
      files: liveFiles(),
      commands: liveCommands(watch),
      deviceNodes: liveDeviceNodes(),
      dbus,
      hid: liveHid(recognitionKey),
      securityKeys: liveSecurityKeys(ending.signal),
      hardware: liveHardware(),
      registry: noRegistry,
      native: noNativeFacts,
      surroundings: liveSurroundings(),
    },
    close: () => {
      ending.abort();
      dbus.close();
    },
  };
}
