import { hostname } from 'node:os';
import { PlatformName } from '../contract/platform-name.ts';
import type { LaunchHost } from '../platform/child-channel.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { folderRightsOn } from '../platform/live/folder-rights-on.ts';
import { isElevated } from '../platform/live/is-elevated.ts';
import type { Agent } from './agent.ts';
import { agentVersion } from './agent-version.ts';
import { captureThisDevice } from './capture-this-device.ts';
import { openInstallation } from './installation.ts';
import { followKeysHere, lookAtKeys } from './keys-here.ts';
import { liveHostLauncher } from './live-host-launcher.ts';
import { placesFor } from './places.ts';
import { makeMachineState, publishedScanIn } from './published-scan.ts';
import { recallScan, type ScanParts, scanThisDevice } from './scan-this-device.ts';
import { watchKeysOn } from './watch-keys.ts';

export type ThisMachine = {
  /** Starts probe hosts; default: Node processes. Electron's main passes its own. */
  launchHost?: LaunchHost;
  /** As in ScanParts: Electron's main passes what only it can ask. */
  tellHost?: NonNullable<ScanParts['tellHost']>;
  /** Default: see `stateFolder`. */
  stateDir?: string;
  /** Whether this process has the rights of root or an administrator. Default: as it is. */
  elevated?: boolean;
  /** Default: the package's `policy/`. */
  policyDir?: string;
  clock?: Clock;
  env?: NodeJS.ProcessEnv;
};

/** Composition root: the agent on this live machine. Reads and writes nothing until it is asked something. */
export async function composeAgent(options: ThisMachine = {}): Promise<Agent> {
  const { env = process.env, clock = systemClock } = options;
  const platform = PlatformName.parse(process.platform);
  const elevated = options.elevated ?? isElevated(platform);
  const places = placesFor(env, platform, elevated, options.stateDir);
  const rights = folderRightsOn(platform, { trustOwn: Boolean(env.KEYREADY_MACHINE_DIR) });
  const openIn = (stateDir: string, ofMachine: boolean) => {
    const { machine } = places;
    const machineState = machine !== null && rights !== null && stateDir === machine.state;
    return openInstallation({
      stateDir,
      agentVersion,
      hostName: hostname() || 'unnamed-device',
      clock,
      ofMachine,
      ...(machineState ? { makeStateFolder: () => makeMachineState(machine, rights) } : {}),
    });
  };
  const installation = openIn(places.stateDir, elevated);
  const parts: ScanParts = {
    installation,
    installationFor: (context) =>
      context === 'device' || places.personStateDir === places.stateDir
        ? installation
        : openIn(places.personStateDir, false),
    published:
      places.machine && rights && publishedScanIn({ folders: places.machine, rights, platform, clock }),
    elevated,
    launchHost: options.launchHost ?? liveHostLauncher(),
    ...(options.tellHost === undefined ? {} : { tellHost: options.tellHost }),
    wishes: async () => (await import('./scan-wishes.ts')).readScanWishes(options.policyDir),
    // Loaded on need: while the probes run, neither the rules nor the reader of YAML take up memory.
    policyFiles: async (given) =>
      (await import('./read-grounds.ts')).readGrounds({
        policyDir: options.policyDir,
        stateDir: installation.stateDir,
        tenantFile: given?.tenantFile,
        catalogue: given?.catalogue,
      }),
  };
  return {
    scan: (scanOptions = {}) => scanThisDevice(parts, scanOptions),
    lastScan: () => recallScan(parts),
    keys: (keysOptions = {}) => lookAtKeys(parts, keysOptions),
    followKeys: (keysOptions) => followKeysHere(parts, keysOptions, watchKeysOn(platform)),
    capture: (dir, captureOptions = {}) => captureThisDevice(parts, dir, captureOptions),
    // The parts that sign and send load on need: a scan alone does without them.
    async enroll(collectorUrl, code) {
      const { enrolThisInstallation } = await import('./enrol-this-installation.ts');
      return enrolThisInstallation(installation, collectorUrl, code);
    },
    async upload(stop) {
      const { sendSpool } = await import('./send-spool.ts');
      return sendSpool(installation, (await parts.policyFiles()).problems, stop);
    },
    async status() {
      const { readUploadStatus } = await import('./upload-status.ts');
      return readUploadStatus(installation);
    },
    async lastSent() {
      const read = await installation.lastSent.read();
      return read.kind === 'found' ? read.value : null;
    },
  };
}
