import type { FactsOf } from '../../contract/signals.ts';
import type { PartsQuestion } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Failed, knownReading, unknown, unknownFrom } from '../probe.ts';
import { findMacBrowser, type MacBrowser, macBrowsers } from './known-mac-browsers.ts';
import { dottedNumber } from './parse-versions.ts';

type Browser = FactsOf<'browsers'>['browsers'][number];
export type FoundBundle = { path: string; browser: Browser };
export type FoundBundles = {
  bundles: FoundBundle[] /** Places that could not be looked at. */;
  gaps: Failed[];
};

const APPLICATIONS = '/Applications';
/**
 * Where Safari itself stands: since macOS 13 in a volume of its own, before among the applications, where it still shows. Said by people
 * who looked, not by Apple, so all are tried: https://github.com/hewigovens/app-detective/issues/7 ,
 * https://github.com/kcrawford/dockutil/issues/144
 */
const SAFARI_FOLDERS = [
  '/System/Cryptexes/App/System/Applications',
  '/System/Volumes/Preboot/Cryptexes/App/System/Applications',
  APPLICATIONS,
  '/System/Applications',
];

// https://developer.apple.com/documentation/bundleresources/information-property-list . KSChannelID is Chrome's own:
// https://github.com/chromium/chromium/blob/main/chrome/common/channel_info_mac.mm
const INFO: PartsQuestion = {
  at: [],
  each: false,
  keep: { CFBundleIdentifier: 'value', CFBundleShortVersionString: 'value', KSChannelID: 'value' },
};

/**
 * Browsers by the bundles their makers install, for everybody and, where there is a person, for that one. What else stands among the
 * applications is not looked at, so a bundle that somebody renamed or moved is not found.
 */
export async function findMacBrowsers(reach: ProbeReach, homeDir: string | null): Promise<FoundBundles> {
  const safari = await firstOf(reach, SAFARI_FOLDERS);
  const folders: [string, Browser['packaging']][] = [[APPLICATIONS, 'system']];
  if (homeDir !== null) folders.push([`${homeDir}/Applications`, 'user']);
  const others = await Promise.all(
    macBrowsers
      .filter(({ app }) => app !== 'Safari')
      .flatMap((known) =>
        folders.map(([folder, packaging]) =>
          readBundle(reach, `${folder}/${known.app}.app`, known, packaging),
        ),
      ),
  );
  const found = [safari, ...others].filter((one) => one !== null);
  return {
    bundles: found.flatMap((one) => ('problem' in one ? [] : [one])),
    gaps: found.flatMap((one) => ('problem' in one ? [one] : [])),
  };
}

async function firstOf(reach: ProbeReach, folders: readonly string[]): Promise<FoundBundle | Failed | null> {
  const known = findMacBrowser('com.apple.Safari');
  if (known === undefined) return null;
  let second: FoundBundle | Failed | null = null;
  for (const folder of folders) {
    const found = await readBundle(reach, `${folder}/Safari.app`, known, 'system');
    if (found !== null && !('problem' in found) && found.browser.version.kind === 'known') return found;
    if (second === null || 'problem' in second) second = found ?? second;
  }
  return second;
}

/** Null when no such bundle stands there, or it is another program of that name; a failure when that could not be told. */
async function readBundle(
  reach: ProbeReach,
  path: string,
  usual: MacBrowser,
  packaging: Browser['packaging'],
): Promise<FoundBundle | Failed | null> {
  const info = await reach.files.readParts(`${path}/Contents/Info.plist`, 'plist', INFO);
  const { family, app, channel } = usual;
  if (!info.ok) {
    if (info.problem === 'not-found') return null;
    const there = await reach.files.kind(path);
    if (!there.ok) return there.problem === 'not-found' ? null : info;
    const version = unknownFrom(info, `version of ${app}`);
    return { path, browser: { family, name: app, channel, version, packaging } };
  }
  const kept = info.value[0]?.kept ?? {};
  const id = kept.CFBundleIdentifier;
  const known = typeof id === 'string' ? findMacBrowser(id) : usual;
  if (known === undefined) return null;
  const text = kept.CFBundleShortVersionString;
  const version = typeof text === 'string' ? dottedNumber(text) : null;
  return {
    path,
    browser: {
      family: known.family,
      name: app,
      channel: channelIn(kept.KSChannelID) ?? known.channel,
      version: version === null ? unknown('unreadable', `version of ${app}`) : knownReading(version),
      packaging,
    },
  };
}

/** `beta`, `arm64-beta`, `universal-dev`: companies roll beta and dev out under the bundle id of stable Chrome. */
function channelIn(value: unknown): string | null {
  const word = typeof value === 'string' ? (value.split('-').at(-1) ?? '') : '';
  return ['beta', 'dev', 'canary'].includes(word) ? word : null;
}
