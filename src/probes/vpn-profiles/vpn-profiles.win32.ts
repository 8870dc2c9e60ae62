import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { phonebookKeys } from '../../platform/windows/phonebook-keys.ts';
import {
  cancelled,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { askNative } from '../windows/ask-native.ts';
import { findPerson } from '../windows/people.ts';
import { judgeEntry } from './judge-entry.ts';
import { parsePhonebook } from './parse-phonebook.ts';

type VpnProfilesFacts = FactsOf<'vpn-profiles'>;
type Profile = VpnProfilesFacts['profiles'][number];
type Book = { source: string; profiles: Profile[] | Unknown };

/** More profiles than this are counted, not listed. */
const MOST_PROFILES = 40;

/** A phone book that is not there has no profile: Windows makes the file with the first one. */
async function readBook(
  reach: ProbeReach,
  scope: Profile['scope'],
  path: string | Unknown | null,
): Promise<Book> {
  const source = `rasphone.pbk (${scope})`;
  if (path === null) return { source, profiles: unknown('not-supported', 'Windows names no place for it') };
  if (typeof path !== 'string') return { source, profiles: path };
  const text = await reach.files.readText(path);
  if (!text.ok)
    // The path, which a failure may name, holds the account's name.
    return { source, profiles: text.problem === 'not-found' ? [] : unknownFrom(text, text.problem) };
  const entries = parsePhonebook(text.value, phonebookKeys);
  if (entries === null) return { source, profiles: unknown('unreadable', 'the file is no phone book') };
  return { source, profiles: entries.flatMap((entry) => judgeEntry(entry, scope) ?? []) };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<VpnProfilesFacts>> {
  const places = await askNative(reach, 'phonebooks');
  if (stop.aborted) return cancelled();
  if (!places.ok) return places.unknown;
  const { allUsers, person: own } = places.answer;
  const person = await findPerson(reach);
  if (stop.aborted) return cancelled();
  const isOther = !('kind' in person) && !person.own;
  const personal = 'kind' in person ? person : isOther ? unknown('needs-person-session') : own;
  const books = [await readBook(reach, 'all-users', allUsers), await readBook(reach, 'person', personal)];
  if (stop.aborted) return cancelled();
  const [gap, ...gaps] = books.flatMap(({ profiles }) => ('kind' in profiles ? [profiles] : []));
  if (gap !== undefined && gaps.length + 1 === books.length) return gap;
  const profiles = books.flatMap((book) => ('kind' in book.profiles ? [] : book.profiles));
  const sources = books.map((book) => ({
    source: book.source,
    count: 'kind' in book.profiles ? book.profiles : knownReading(book.profiles.length),
  }));
  return {
    kind: 'known',
    facts: { profiles: profiles.slice(0, MOST_PROFILES), sources },
    source: 'rasphone.pbk',
  };
}

/** VPN profiles of Windows itself, by its phone books, and how each makes the person sign in. */
export const vpnProfilesWin32: Probe<'vpn-profiles'> = { signal: 'vpn-profiles', observe };
