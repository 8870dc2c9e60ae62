import type { Outcome, ProbeReach } from '../../platform/reach.ts';

/** With more apps than this in one place the rest is counted, not opened. */
const MOST_BUNDLES = 2000;
/** Makers' folders inside a folder of applications (`/Applications/Cisco`). */
const MOST_FOLDERS = 200;

/** Paths of the apps in a folder, its makers' folders one level down included. A folder that could not be listed hides the count. */
export async function findBundles(reach: ProbeReach, folder: string): Promise<Outcome<string[]>> {
  const listed = await reach.files.list(folder);
  if (!listed.ok) return listed;
  const bundles = listed.value.filter(isBundle).map((name) => `${folder}/${name}`);
  const below = listed.value.filter((name) => !isBundle(name) && isFolderName(name)).slice(0, MOST_FOLDERS);
  for (const name of below) {
    const inner = await reach.files.list(`${folder}/${name}`);
    // A file among the apps is no folder.
    if (!inner.ok && inner.problem !== 'not-found') return inner;
    bundles.push(...(inner.ok ? inner.value : []).filter(isBundle).map((app) => `${folder}/${name}/${app}`));
  }
  return { ok: true, value: bundles };
}

function isBundle(name: string): boolean {
  return /^[^./\p{Cc}][^/\p{Cc}]{0,250}\.app$/iu.test(name);
}

function isFolderName(name: string): boolean {
  return /^[^./\p{Cc}][^/\p{Cc}]{0,250}$/u.test(name);
}

export type Bundle = {
  /** Name of the app's folder without `.app`. */
  name: string;
  bundleId: string;
  version: string | null;
  /** Its program, where the description names one. */
  program: string | null;
};

/** What each app says it is, and how many could not be asked. `earlierIds`: see `readInfo`. */
export async function readBundles(
  reach: ProbeReach,
  paths: readonly string[],
  earlierIds: readonly string[],
  stop: AbortSignal,
): Promise<{ bundles: Bundle[]; unread: number }> {
  const bundles: Bundle[] = [];
  let unread = Math.max(0, paths.length - MOST_BUNDLES);
  const left = paths.slice(0, MOST_BUNDLES);
  const work = async () => {
    for (let path = left.shift(); path !== undefined && !stop.aborted; path = left.shift()) {
      const read = await readInfo(reach, path, earlierIds);
      if (read === 'unread') unread++;
      else if (read !== null) bundles.push(read);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  // The order of the folders, whichever answered first.
  bundles.sort((a, b) => (a.bundleId < b.bundleId ? -1 : 1));
  return { bundles, unread };
}

const keep = {
  CFBundleIdentifier: 'value',
  CFBundleShortVersionString: 'value',
  CFBundleExecutable: 'value',
} as const;

/**
 * https://developer.apple.com/documentation/bundleresources/information-property-list. Captures of versions before 0.4 were asked only for apps of
 * `earlierIds`; asked for all, so that a capture answers whatever the catalogue of its replay looks for.
 */
async function readInfo(
  reach: ProbeReach,
  path: string,
  earlierIds: readonly string[],
): Promise<Bundle | 'unread' | null> {
  const ask = (only: { only?: { key: string; values: readonly string[] } }) =>
    reach.files.readParts(`${path}/Contents/Info.plist`, 'plist', { at: [], each: false, ...only, keep });
  let read = await ask({});
  if (!read.ok && read.problem === 'not-captured')
    read = await ask({ only: { key: 'CFBundleIdentifier', values: earlierIds } });
  // Apps of iPhone and iPad lie one folder deeper, and none of them is wanted.
  if (!read.ok) return read.problem === 'not-found' ? null : 'unread';
  const kept = read.value[0]?.kept;
  if (typeof kept?.CFBundleIdentifier !== 'string') return null;
  const version = kept.CFBundleShortVersionString;
  const isVersion = typeof version === 'string' && /^[\w.+ ()-]{1,60}$/.test(version);
  const executable = kept.CFBundleExecutable;
  const isName = typeof executable === 'string' && isFolderName(executable);
  return {
    name: path.slice(path.lastIndexOf('/') + 1).replace(/\.app$/i, ''),
    bundleId: kept.CFBundleIdentifier,
    version: isVersion ? version : null,
    program: isName ? `${path}/Contents/MacOS/${executable}` : null,
  };
}
