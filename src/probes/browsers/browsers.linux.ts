import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { isInFlatpak } from '../linux-machine/read-container.ts';
import { cancelled, type Found, type Probe, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { type FoundEntries, findDesktopEntries } from './find-desktop-entries.ts';
import { type LocatedBrowser, locateBrowser } from './locate-browser.ts';
import { reachesKeys } from './reaches-keys.ts';
import { packageVersions, readBrowserVersion } from './read-browser-version.ts';
import { readDefaultBrowser } from './read-default-browser.ts';
import { readLinuxPolicies } from './read-linux-policies.ts';
import { xdgFolders } from './xdg-folders.ts';

type BrowsersFacts = FactsOf<'browsers'>;

/** One entry for each browser; makers ship the same one under two desktop ids. */
function withoutTwins(located: readonly LocatedBrowser[]): LocatedBrowser[] {
  const byKind = new Map<string, LocatedBrowser>();
  for (const browser of located) {
    const kind = [browser.family, browser.channel, browser.packaging].join(' ');
    if (!byKind.has(kind)) byKind.set(kind, browser);
  }
  return [...byKind.values()];
}

/** Are there home folders of others, where root did not look? */
async function hasPeople(reach: ProbeReach): Promise<boolean> {
  const homes = await reach.files.list('/home');
  return homes.ok && homes.value.some((name) => name !== 'lost+found');
}

/** No browser was seen: "none" only when every folder that is there could be read, and the system shows its files. */
async function explainNone(
  reach: ProbeReach,
  found: FoundEntries,
  uid: number | null,
): Promise<Unknown | null> {
  const gap = found.gaps[0];
  if (gap !== undefined) return unknownFrom(gap);
  if (await isInFlatpak(reach)) {
    return unknown('not-supported', "inside a flatpak the machine's browsers are not shown");
  }
  if (uid === 0 && (await hasPeople(reach))) {
    return unknown('not-supported', 'asked as root; a browser may be installed for one person only');
  }
  if (found.ids.size > 0) return null;
  const shared = await reach.files.list('/usr/share');
  if (!shared.ok) return unknownFrom(shared);
  return shared.value.length > 0 ? null : unknown('unreadable', '/usr/share is empty');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<BrowsersFacts>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  const { homeDir, uid, env } = about.value;
  const folders = xdgFolders(about.value);
  const found = await findDesktopEntries(reach, folders.applications, stop);
  if (stop.aborted) return cancelled();
  const located = (
    await Promise.all(found.entries.map((entry) => locateBrowser(reach, entry, homeDir)))
  ).filter((browser) => browser !== null);
  if (stop.aborted) return cancelled();
  if (located.length === 0) {
    const why = await explainNone(reach, found, uid);
    if (why !== null) return why;
  }
  const askPackages = packageVersions(reach);
  const browsers: BrowsersFacts['browsers'] = [];
  const sources = new Set(['desktop files']);
  for (const browser of withoutTwins(located)) {
    const { version, source } = await readBrowserVersion(reach, browser, homeDir, askPackages);
    if (stop.aborted) return cancelled();
    if (source !== null) sources.add(source.startsWith('/') ? 'version files' : source);
    const keys = await reachesKeys(reach, browser, { homeDir, uid });
    if (stop.aborted) return cancelled();
    const { family, name, channel, packaging } = browser;
    const facts = { family, name, channel, version, packaging };
    browsers.push(keys === undefined ? facts : { ...facts, reachesKeys: keys });
  }
  const defaultBrowser = await readDefaultBrowser(reach, {
    files: folders.defaults,
    existing: found.ids,
    families: new Map(located.map((browser) => [browser.desktopId, browser.family])),
    nobodyAsked: uid === 0 && !env.DISPLAY && !env.WAYLAND_DISPLAY,
  });
  if (stop.aborted) return cancelled();
  const policies = await readLinuxPolicies(reach, located);
  return { kind: 'known', facts: { browsers, defaultBrowser, policies }, source: [...sources].join(', ') };
}

/** Installed browsers from desktop files, their versions and permissions from files, the default from mimeapps.list, and company settings. */
export const browsersLinux: Probe<'browsers'> = { signal: 'browsers', observe };
