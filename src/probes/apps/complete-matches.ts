import type { Catalogue } from '../../contract/catalogue.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { unknownFrom } from '../probe.ts';
import { countUnread, type Match, settle, type Unread } from './catalogued.ts';
import { lookForTraces } from './look-for-traces.ts';

/** What lists of programs showed of the catalogue, and why there may be more. */
export type FoundInLists = { found: readonly Match[]; gaps: readonly Omit<Unread[number], 'count'>[] };
type Matched = Pick<FactsOf<'apps'>, 'catalogued' | 'cataloguedUnread' | 'catalogue'>;

/** Looks by files and keys for what no list showed, and makes one answer of both. */
export async function completeMatches(
  reach: ProbeReach,
  platform: PlatformName,
  about: Outcome<{ homeDir: string; env: Record<string, string> }>,
  catalogue: Catalogue,
  { found, gaps }: FoundInLists,
  stop: AbortSignal,
): Promise<Matched> {
  const traces = about.ok
    ? await lookForTraces(reach, platform, about.value, catalogue, found, stop)
    : { matches: [], missed: [{ source: 'files', reason: unknownFrom(about).reason }] };
  const unread = countUnread([...traces.missed, ...gaps]);
  return {
    catalogued: settle([...found, ...traces.matches]),
    ...(unread.length === 0 ? {} : { cataloguedUnread: unread }),
    catalogue: catalogue.version,
  };
}
