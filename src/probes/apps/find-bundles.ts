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

export type NamedBundle = {
  bundleId: string;
  version: string | null;
  /** Its program, where the description names one. */
  program: string | null;
};

/** The apps whose bundle id is wanted, and how many could not be asked. Nothing is kept of the others. */
export async function readNamedBundles(
  reach: ProbeReach,
  paths: readonly string[],
  bundleIds: readonly string[],
  stop: AbortSignal,
): Promise<{ named: NamedBundle[]; unread: number }> {
  const named: NamedBundle[] = [];
  let unread = Math.max(0, paths.length - MOST_BUNDLES);
  const left = paths.slice(0, MOST_BUNDLES);
  const work = async () => {
    for (let path = left.shift(); path !== undefined && !stop.aborted; path = left.shift()) {
      const read = await readInfo(reach, path, bundleIds);
      if (read === 'unread') unread++;
      else if (read !== null) named.push(read);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  // The order of the folders, whichever answered first.
  named.sort((a, b) => (a.bundleId < b.bundleId ? -1 : 1));
  return { named, unread };
}

/** https://developer.apple.com/documentation/bundleresources/information-property-list */
async function readInfo(
  reach: ProbeReach,
  path: string,
  bundleIds: readonly string[],
): Promise<NamedBundle | 'unread' | null> {
  const question = {
    at: [],
    each: false,
    only: { key: 'CFBundleIdentifier', values: bundleIds },
    keep: { CFBundleIdentifier: 'value', CFBundleShortVersionString: 'value', CFBundleExecutable: 'value' },
  } as const;
  const read = await reach.files.readParts(`${path}/Contents/Info.plist`, 'plist', question);
  // Apps of iPhone and iPad lie one folder deeper, and none of them is wanted.
  if (!read.ok) return read.problem === 'not-found' ? null : 'unread';
  const kept = read.value[0]?.kept;
  if (typeof kept?.CFBundleIdentifier !== 'string') return null;
  const version = kept.CFBundleShortVersionString;
  const isVersion = typeof version === 'string' && /^[\w.+ ()-]{1,60}$/.test(version);
  const executable = kept.CFBundleExecutable;
  const isName = typeof executable === 'string' && isFolderName(executable);
  return {
    bundleId: kept.CFBundleIdentifier,
    version: isVersion ? version : null,
    program: isName ? `${path}/Contents/MacOS/${executable}` : null,
  };
}
