import type { Catalogue } from '../../contract/catalogue.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { parseDesktopEntry } from '../browsers/parse-desktop-entry.ts';
import { parseKeyFile } from '../browsers/parse-key-file.ts';
import { dottedNumber } from '../browsers/parse-versions.ts';
import { xdgFolders } from '../browsers/xdg-folders.ts';
import type { Failed } from '../probe.ts';
import type { Match } from './catalogued.ts';

const MAX_DESKTOP_FILE_BYTES = 256 * 1024;

/**
 * Programs that no package system knows, AppImages and unpacked archives among them, by their `.desktop` files: only of entries not found yet, and only where
 * the program that the file starts is still there. The names of other files are not kept.
 */
export async function findLaunchers(
  reach: ProbeReach,
  about: Parameters<typeof xdgFolders>[0],
  catalogue: Catalogue,
  found: readonly Match[],
): Promise<{ matches: Match[]; gaps: Failed[] }> {
  const here = new Set(found.map(({ entry }) => entry));
  const entries = new Map(
    catalogue.entries.flatMap(({ id, detect }) =>
      here.has(id) ? [] : (detect?.linux?.desktop ?? []).map((name) => [name.toLowerCase(), id] as const),
    ),
  );
  const matches: Match[] = [];
  const gaps: Failed[] = [];
  if (entries.size === 0) return { matches, gaps };
  for (const folder of xdgFolders(about).applications) {
    const listed = await reach.files.list(folder);
    if (!listed.ok) {
      if (listed.problem !== 'not-found') gaps.push(listed);
      continue;
    }
    for (const file of listed.value) {
      const entry = entries.get(nameOf(file));
      if (entry === undefined) continue;
      const read = await readLauncher(reach, `${folder}/${file}`);
      if (read !== null) matches.push({ entry, source: 'desktop-entries', by: 'desktop-entry', ...read });
    }
  }
  return { matches, gaps };
}

/** Without the marks that AppImageLauncher puts before: https://github.com/TheAssassin/AppImageLauncher, `appimagekit_<hash>-Name.desktop`. */
function nameOf(file: string): string {
  return file.endsWith('.desktop')
    ? file
        .slice(0, -'.desktop'.length)
        .replace(/^appimagekit[-_](?:[0-9a-f]{32}-)?/, '')
        .toLowerCase()
    : '';
}

async function readLauncher(reach: ProbeReach, path: string): Promise<{ version: string | null } | null> {
  const text = await reach.files.readText(path, MAX_DESKTOP_FILE_BYTES);
  // It stands there; that it may not be read hides no more than its version.
  if (!text.ok) return text.problem === 'not-found' ? null : { version: null };
  const entry = parseDesktopEntry(text.value);
  if (entry === 'unreadable' || entry.hidden) return null;
  if (entry.program?.startsWith('/') === true) {
    const program = await reach.files.kind(entry.program);
    if (!program.ok && program.problem === 'not-found') return null;
  }
  // https://docs.appimage.org/reference/desktop-integration.html
  const said = parseKeyFile(text.value).get('Desktop Entry')?.get('X-AppImage-Version');
  return { version: dottedNumber(said) };
}
