import { fileURLToPath } from 'node:url';
import type { PlatformName } from '../contract/platform-name.ts';
import type { ChildChannel, LaunchHost } from '../platform/child-channel.ts';
import { nodeHostLauncher } from '../platform/live/node-child.ts';
import { watchKeyNodes } from '../platform/live/watch-key-nodes.ts';

const RESTART_AFTER_MS = 2000;

/** Tells when keys come or go; what it gives ends the watch. */
export type WatchKeys = (changed: () => void) => () => void;

/** How this system tells of keys: Linux by events of the device folder, the others by listing HID devices every 700 ms. */
export function watchKeysOn(platform: PlatformName, launch: LaunchHost = keyListLauncher()): WatchKeys {
  if (platform === 'linux') return watchKeyNodes;
  return (changed) => watchByListing(changed, launch);
}

/** A child lists; one that breaks off is started again, and what was missed meanwhile shows in its first list. */
function watchByListing(changed: () => void, launch: LaunchHost): () => void {
  let child: ChildChannel | null = null;
  let restart: NodeJS.Timeout | undefined;
  let closed = false;
  const start = () => {
    child = launch();
    child.onMessage(() => {
      if (!closed) changed();
    });
    child.onExit(() => {
      child = null;
      if (!closed) restart = setTimeout(start, RESTART_AFTER_MS);
    });
  };
  start();
  return () => {
    closed = true;
    clearTimeout(restart);
    child?.kill();
  };
}

function keyListLauncher(): LaunchHost {
  const entry = import.meta.url.endsWith('.ts') ? './key-list-host/host-main.ts' : './key-list-host.js';
  return nodeHostLauncher(fileURLToPath(new URL(entry, import.meta.url)));
}
