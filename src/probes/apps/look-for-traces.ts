import type { Catalogue } from '../../contract/catalogue.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { ProbeReach, ReachProblem } from '../../platform/reach.ts';
import { resolvePlace, scopeOf } from '../app-settings/places.ts';
import { askPersonsRegistry } from '../app-settings/registry-places.ts';
import { unknownFrom } from '../probe.ts';
import { askFileVersion } from './ask-file-version.ts';
import type { Match, Unread } from './catalogued.ts';

type About = { homeDir: string; env: Readonly<Record<string, string>> };
type Trace = { entry: string; place: string; source: 'files' | 'registry' };
type Missed = Omit<Unread[number], 'count'>;
type Looked = { version: string | null } | 'missing' | { problem: ReachProblem };

/** Places looked at side by side. */
const AT_ONCE = 8;

/**
 * Files, folders and registry keys by which the catalogue knows programs that no list names: only of entries not found yet. Whether something stands there
 * is all that is asked, and on Windows the version of a program.
 */
export async function lookForTraces(
  reach: ProbeReach,
  platform: PlatformName,
  about: About,
  catalogue: Catalogue,
  found: readonly Match[],
  stop: AbortSignal,
): Promise<{ matches: Match[]; missed: Missed[] }> {
  const left = tracesOf(catalogue, platform, new Set(found.map(({ entry }) => entry)));
  const matches: Match[] = [];
  const missed: Missed[] = [];
  const work = async () => {
    for (let trace = left.shift(); trace !== undefined && !stop.aborted; trace = left.shift()) {
      const { entry, source } = trace;
      const looked = await look(reach, platform, about, trace);
      if (looked === 'missing') continue;
      if ('version' in looked)
        matches.push({
          entry,
          source,
          version: looked.version,
          by: source === 'files' ? 'file' : 'registry',
        });
      else missed.push({ source, reason: unknownFrom({ ok: false, problem: looked.problem }).reason });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { matches, missed };
}

function tracesOf(catalogue: Catalogue, platform: PlatformName, found: ReadonlySet<string>): Trace[] {
  return catalogue.entries.flatMap(({ id, detect }) => {
    const how = detect?.[platform];
    if (how === undefined || found.has(id)) return [];
    const keys = 'registry' in how ? (how.registry ?? []) : [];
    return [
      ...(how.files ?? []).map((place) => ({ entry: id, place, source: 'files' as const })),
      ...keys.map((place) => ({ entry: id, place, source: 'registry' as const })),
    ];
  });
}

async function look(
  reach: ProbeReach,
  platform: PlatformName,
  about: About,
  { place, source }: Trace,
): Promise<Looked> {
  if (source === 'registry') {
    const keys = await askPersonsRegistry(reach, place, []);
    if (!keys.ok) return keys.problem === 'not-found' ? 'missing' : keys;
    return keys.value.files > 0 ? { version: null } : (keys.value.unread[0] ?? 'missing');
  }
  const path = resolvePlace(place, platform, about);
  if (path === null) return { problem: 'not-supported' };
  const within = scopeOf(place) === 'person' ? about.homeDir : undefined;
  const files = await reach.files.askSettings(path, 'presence', [], within);
  if (!files.ok) return files.problem === 'not-found' ? 'missing' : files;
  if (files.value.files === 0) return files.value.unread[0] ?? 'missing';
  const isProgram = platform === 'win32' && /^[^*]+\.exe$/i.test(path);
  return { version: isProgram ? await askFileVersion(reach, path) : null };
}
