import { fileURLToPath } from 'node:url';
import type { LaunchHost } from '../platform/child-channel.ts';
import { nodeHostLauncher } from '../platform/live/node-child.ts';

/** Probe hosts as Node processes, from the source or the build that this file is part of (electron.vite.config.ts). */
export function liveHostLauncher(): LaunchHost {
  const entry = import.meta.url.endsWith('.ts') ? './probe-host/host-main.ts' : './probe-host.js';
  return nodeHostLauncher(fileURLToPath(new URL(entry, import.meta.url)));
}
