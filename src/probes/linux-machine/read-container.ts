import type { ProbeReach } from '../../platform/reach.ts';
import { tidyText } from '../probe.ts';

// Marker files of container engines, as systemd-detect-virt reads them:
// https://github.com/systemd/systemd/blob/main/src/basic/virt.c (detect_container_files)
const markerFiles = [
  { path: '/run/.containerenv', name: 'podman' },
  { path: '/.dockerenv', name: 'docker' },
] as const;

/** systemd as PID 1 of a container writes the engine's name here: https://systemd.io/CONTAINER_INTERFACE/ */
const SYSTEMD_CONTAINER_FILE = '/run/systemd/container';

/** systemd-nspawn, podman and LXC tell their processes by this variable, in the same document. */
const CONTAINER_VARIABLE = 'container';

function nameContainer(told: string): string {
  const word = tidyText(told, 40).toLowerCase();
  return /^[a-z0-9][a-z0-9._-]*$/.test(word) ? word : 'container';
}

/** Word for the container this process runs in; null when no mark of one was seen, which does not prove there is none. */
export async function readContainer(reach: ProbeReach): Promise<string | null> {
  const about = await reach.surroundings.about();
  const told = about.ok ? about.value.env[CONTAINER_VARIABLE] : undefined;
  if (told) return nameContainer(told);
  const named = await reach.files.readText(SYSTEMD_CONTAINER_FILE, 256);
  if (named.ok) return nameContainer(named.value);
  for (const marker of markerFiles) {
    const there = await reach.files.kind(marker.path);
    if (there.ok) return marker.name;
  }
  return null;
}

/** Runs this process inside a flatpak? Then `/usr`, `/etc` and `/var/lib` are the runtime's, not the machine's (flatpak-run(1)). */
export async function isInFlatpak(reach: ProbeReach): Promise<boolean> {
  return (await reach.files.kind('/.flatpak-info')).ok;
}
