import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { parseMetainfo, parseSnapYaml } from '../browsers/parse-versions.ts';
import { type Failed, knownReading, notApplicable, unknownFrom } from '../probe.ts';

/** Applications that each have a folder of their own. */
export type PackagedApps = {
  count: Reading<number>;
  /** Names, each with its folder. */
  folders: ReadonlyMap<string, string>;
};

const MAX_DESCRIPTION_BYTES = 4 * 1024 * 1024;

/** Distinct folders that `holds` accepts in any of the places; `not-applicable` when none of the places is there. */
async function listFolders(
  reach: ProbeReach,
  places: readonly string[],
  holds: (name: string) => boolean,
  notUsed: string,
): Promise<PackagedApps> {
  const folders = new Map<string, string>();
  let used = false;
  let gap: Failed | undefined;
  for (const place of places) {
    const listed = await reach.files.list(place);
    if (listed.ok) {
      used = true;
      for (const name of listed.value)
        if (holds(name) && !folders.has(name)) folders.set(name, `${place}/${name}`);
    } else if (listed.problem !== 'not-found') gap ??= listed;
  }
  // A place that is there but closed may hold more: a count without it would be too small.
  if (gap !== undefined) return { count: unknownFrom(gap), folders };
  return { count: used ? knownReading(folders.size) : notApplicable(notUsed), folders };
}

/** Flatpak applications of the system and of this person: https://docs.flatpak.org/en/latest/under-the-hood.html */
export function listFlatpaks(reach: ProbeReach, homeDir: string): Promise<PackagedApps> {
  const places = ['/var/lib/flatpak/app', `${homeDir}/.local/share/flatpak/app`];
  return listFolders(reach, places, (name) => name.includes('.'), 'flatpak is not used here');
}

/** Snaps, base snaps among them: https://snapcraft.io/docs/system-architecture */
export function listSnaps(reach: ProbeReach): Promise<PackagedApps> {
  const isSnap = (name: string) => /^[a-z0-9][a-z0-9_-]*$/.test(name) && name !== 'bin';
  return listFolders(reach, ['/snap', '/var/lib/snapd/snap'], isSnap, 'snap is not used here');
}

/** https://docs.flatpak.org/en/latest/conventions.html#metainfo-files */
export async function readFlatpakVersion(
  reach: ProbeReach,
  id: string,
  folder: string,
): Promise<string | null> {
  for (const file of ['metainfo/{}.metainfo.xml', 'metainfo/{}.appdata.xml', 'appdata/{}.appdata.xml']) {
    const path = `${folder}/current/active/files/share/${file.replace('{}', id)}`;
    const text = await reach.files.readText(path, MAX_DESCRIPTION_BYTES);
    const version = text.ok ? parseMetainfo(text.value) : null;
    if (version !== null) return version;
  }
  return null;
}

export async function readSnapVersion(
  reach: ProbeReach,
  _name: string,
  folder: string,
): Promise<string | null> {
  const text = await reach.files.readText(`${folder}/current/meta/snap.yaml`, MAX_DESCRIPTION_BYTES);
  return text.ok ? parseSnapYaml(text.value) : null;
}
