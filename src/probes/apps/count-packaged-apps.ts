import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Failed, knownReading, notApplicable, unknownFrom } from '../probe.ts';

/** Counts distinct folders that `holds` accepts in any of the places; `not-applicable` when none of the places is there. */
async function countFolders(
  reach: ProbeReach,
  places: readonly string[],
  holds: (name: string) => boolean,
  notUsed: string,
): Promise<Reading<number>> {
  const names = new Set<string>();
  let used = false;
  let gap: Failed | undefined;
  for (const place of places) {
    const listed = await reach.files.list(place);
    if (listed.ok) {
      used = true;
      for (const name of listed.value) if (holds(name)) names.add(name);
    } else if (listed.problem !== 'not-found') gap ??= listed;
  }
  // A place that is there but closed may hold more: a count without it would be too small.
  if (gap !== undefined) return unknownFrom(gap);
  return used ? knownReading(names.size) : notApplicable(notUsed);
}

/** Flatpak applications of the system and of this person: https://docs.flatpak.org/en/latest/under-the-hood.html */
export function countFlatpaks(reach: ProbeReach, homeDir: string): Promise<Reading<number>> {
  const places = ['/var/lib/flatpak/app', `${homeDir}/.local/share/flatpak/app`];
  return countFolders(reach, places, (name) => name.includes('.'), 'flatpak is not used here');
}

/** Snaps, base snaps among them: https://snapcraft.io/docs/system-architecture */
export function countSnaps(reach: ProbeReach): Promise<Reading<number>> {
  const isSnap = (name: string) => /^[a-z0-9][a-z0-9_-]*$/.test(name) && name !== 'bin';
  return countFolders(reach, ['/snap', '/var/lib/snapd/snap'], isSnap, 'snap is not used here');
}
