import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknown, unknownFrom } from '../probe.ts';
import { findKnownBrowser } from './known-browsers.ts';
import { HTTPS_HANDLER } from './parse-desktop-entry.ts';
import { parseKeyFile, splitList } from './parse-key-file.ts';

type Asked = {
  /** Files with defaults, first one wins. */
  files: readonly string[];
  /** Ids of all desktop files that exist. */
  existing: ReadonlySet<string>;
  /** Family by desktop id, for browsers found. */
  families: ReadonlyMap<string, string>;
  /** Root outside a desktop session: its own empty settings are not the person's. */
  nobodyAsked: boolean;
};

/** The first default whose desktop file exists: https://specifications.freedesktop.org/mime-apps-spec/latest/default.html */
export async function readDefaultBrowser(reach: ProbeReach, asked: Asked): Promise<Reading<string | null>> {
  for (const path of asked.files) {
    const text = await reach.files.readText(path);
    if (!text.ok) {
      if (text.problem === 'not-found') continue;
      // What it holds would come before everything later, so later files cannot answer in its place.
      return unknownFrom(text, 'a list of default applications could not be read');
    }
    const named = splitList(parseKeyFile(text.value).get('Default Applications')?.get(HTTPS_HANDLER));
    const id = named.map((name) => name.replace(/\.desktop$/, '')).find((name) => asked.existing.has(name));
    if (id !== undefined) {
      const family = asked.families.get(id) ?? findKnownBrowser(id, null)?.family ?? id.toLowerCase();
      return knownReading(family.slice(0, 100));
    }
  }
  return asked.nobodyAsked
    ? unknown('not-supported', 'asked as root outside a desktop session; a default belongs to a person')
    : knownReading(null);
}
