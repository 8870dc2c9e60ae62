import type { ChildChannel, LaunchHost } from '../platform/child-channel.ts';

/**
 * Starts the first probe host now, while the rest of the program still loads, and hands it out when the scan asks for its first one.
 * A host waits in silence until it is asked. `discard` ends one that nobody came for.
 */
export function prelaunchHost(launch: LaunchHost): { launchHost: LaunchHost; discard(): void } {
  let waiting: ChildChannel | null = launch();
  return {
    launchHost() {
      const host = waiting ?? launch();
      waiting = null;
      return host;
    },
    discard() {
      waiting?.kill();
      waiting = null;
    },
  };
}
