import type { ProbeReach } from '../reach.ts';
import { catalogueSource } from './catalogue-source.ts';
import { type CommandWatch, liveCommands } from './commands.ts';
import { liveDbus } from './dbus.ts';
import { liveDeviceNodes } from './device-nodes.ts';
import { liveFiles } from './files.ts';
import { liveHardware } from './hardware.ts';
import { liveHid } from './hid.ts';
import { liveNetwork } from './network.ts';
import { noRegistry } from './not-here.ts';
import { onceForEach, textsReadOnce } from './once-for-each.ts';
import { liveSecurityKeys } from './security-keys.ts';
import { liveSurroundings } from './surroundings.ts';
import { type Told, toldFacts } from './told-facts.ts';
import { loadWindowsAddon } from './windows-addon.ts';
import { windowsNative } from './windows-native.ts';
import { windowsRegistry } from './windows-registry.ts';

/**
 * This machine, as probes may touch it. `close` ends the connections it opened and gives keys back. `recognitionKey` (hex) makes the marks of
 * HID nodes; without it there are none. `told` is what the window was told and passes on. `catalogue`: a file or folder in place
 * of the package's. `wholeList`: as in HostRequest.
 */
export function liveReach(
  watch?: CommandWatch,
  {
    recognitionKey,
    told,
    catalogue,
    wholeList,
  }: {
    recognitionKey?: string | undefined;
    told?: Told | undefined;
    catalogue?: string | undefined;
    wholeList?: boolean | undefined;
  } = {},
): { reach: ProbeReach; close(): void } {
  const dbus = liveDbus();
  const ending = new AbortController();
  const windows = process.platform === 'win32' ? loadWindowsAddon() : null;
  return {
    reach: {
      files: textsReadOnce(liveFiles()),
      commands: onceForEach(liveCommands(watch)),
      deviceNodes: liveDeviceNodes(),
      dbus,
      hid: liveHid(recognitionKey),
      securityKeys: liveSecurityKeys(ending.signal),
      hardware: liveHardware(),
      registry: windows === null ? noRegistry : windowsRegistry(windows),
      native: windows === null ? toldFacts(told) : windowsNative(windows),
      network: liveNetwork(),
      surroundings: liveSurroundings(),
      catalogue: catalogueSource(catalogue, wholeList),
    },
    close: () => {
      ending.abort();
      dbus.close();
    },
  };
}
