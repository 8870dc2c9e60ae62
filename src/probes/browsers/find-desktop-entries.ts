import type { ProbeReach } from '../../platform/reach.ts';
import type { Failed } from '../probe.ts';
import { findKnownBrowser } from './known-browsers.ts';
import { type DesktopEntry, HTTPS_HANDLER, parseDesktopEntry } from './parse-desktop-entry.ts';
import { parseKeyFile, splitList } from './parse-key-file.ts';

export type FoundEntry = { id: string; folder: string; entry: DesktopEntry };
export type FoundEntries = {
  entries: FoundEntry[];
  /** Ids of all desktop files seen, browsers or not, so that a default can be checked for existence. */
  ids: ReadonlySet<string>;
  /** Folders and files that are there but could not be read. */
  gaps: Failed[];
};

const DESKTOP_FILE = /^(.+)\.desktop$/;
const MAX_DESKTOP_FILE_BYTES = 256 * 1024;
/** Without a cache every desktop file is read; a folder with more is cut here. */
const MAX_FILES_A_FOLDER = 500;

/** Desktop files that the folder's own index names for https; null without an index. */
async function readIndex(reach: ProbeReach, folder: string): Promise<ReadonlySet<string> | null> {
  const text = await reach.files.readText(`${folder}/mimeinfo.cache`, 4 * 1024 * 1024);
  if (!text.ok) return null;
  // Made by update-desktop-database: https://www.freedesktop.org/wiki/Software/desktop-file-utils/
  return new Set(splitList(parseKeyFile(text.value).get('MIME Cache')?.get(HTTPS_HANDLER)));
}

/** Only files that can matter, so that a capture does not list what else is installed more than it must. */
async function chooseFiles(reach: ProbeReach, folder: string, files: readonly string[]): Promise<string[]> {
  const index = await readIndex(reach, folder);
  const chosen =
    index === null
      ? files
      : files.filter(
          (file) => index.has(file) || findKnownBrowser(file.replace(DESKTOP_FILE, '$1'), null) !== undefined,
        );
  return chosen.slice(0, MAX_FILES_A_FOLDER);
}

/** Null for a file that is no desktop entry or is gone since it was listed. */
async function readEntry(
  reach: ProbeReach,
  folder: string,
  file: string,
): Promise<FoundEntry | Failed | null> {
  const text = await reach.files.readText(`${folder}/${file}`, MAX_DESKTOP_FILE_BYTES);
  if (!text.ok) return text.problem === 'not-found' ? null : text;
  const entry = parseDesktopEntry(text.value);
  return entry === 'unreadable' ? null : { id: file.replace(DESKTOP_FILE, '$1'), folder, entry };
}

/** Desktop files of programs that open https links. A file hides those of the same name in later folders. */
export async function findDesktopEntries(
  reach: ProbeReach,
  folders: readonly string[],
  stop: AbortSignal,
): Promise<FoundEntries> {
  const byId = new Map<string, FoundEntry>();
  const ids = new Set<string>();
  const gaps: Failed[] = [];
  for (const folder of folders) {
    if (stop.aborted) break;
    const listed = await reach.files.list(folder);
    if (!listed.ok) {
      if (listed.problem !== 'not-found') gaps.push(listed);
      continue;
    }
    const files = listed.value.filter((name) => DESKTOP_FILE.test(name));
    const read = await Promise.all(
      (await chooseFiles(reach, folder, files)).map((file) => readEntry(reach, folder, file)),
    );
    for (const found of read) {
      if (found === null) continue;
      if ('problem' in found) gaps.push(found);
      else if (!ids.has(found.id)) byId.set(found.id, found);
    }
    for (const file of files) ids.add(file.replace(DESKTOP_FILE, '$1'));
  }
  const entries = [...byId.values()].filter(({ entry }) => entry.opensHttps && !entry.hidden);
  return { entries, ids, gaps };
}
