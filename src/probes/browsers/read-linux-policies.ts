import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { isInFlatpak } from '../linux-machine/read-container.ts';
import { knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { type BrowserPolicies, browserPolicies } from './browser-policies.ts';
import type { LocatedBrowser } from './locate-browser.ts';
import { type Policy, readSettings, type Settings, toldOf } from './policy-settings.ts';
import { installFolders } from './read-browser-version.ts';

type Policies = NonNullable<FactsOf<'browsers'>['policies']>;

/** Where the Chromium snap looks: https://forum.snapcraft.io/t/auto-connecting-the-system-files-interface-for-the-chromium-snap/20245 */
const SNAP_CHROMIUM = '/etc/chromium-browser/policies/managed';
/** Firefox looks here first, and into its own folder only where this file is missing: https://mozilla.github.io/policy-templates/ */
const FIREFOX_SYSTEM = '/etc/firefox/policies/policies.json';
/** A folder with more files than this is not read to its end. */
const MAX_FILES = 100;

/**
 * Company settings that this machine's files lay down; all hold for everybody here. Known only when all places could be read: a setting
 * that was not seen is not one that is not set. What a sandbox lets its browser see of them is not looked at, nor what a flatpak brings of
 * its own.
 */
export async function readLinuxPolicies(
  reach: ProbeReach,
  located: readonly LocatedBrowser[],
): Promise<Policies> {
  if (await isInFlatpak(reach)) {
    return unknown('not-supported', "inside a flatpak the machine's settings are not shown");
  }
  const found: Policy[] = [];
  for (const policies of browserPolicies) {
    const settings =
      policies.linuxFolder === null
        ? await readFirefox(reach, policies, located)
        : await readFolders(reach, policies, foldersOf(policies, policies.linuxFolder, located));
    if ('kind' in settings) return settings;
    found.push(...settings.flatMap((one) => toldOf(one, policies.family, 'machine')));
  }
  return knownReading(withoutTwins(found));
}

function foldersOf({ family }: BrowserPolicies, usual: string, located: readonly LocatedBrowser[]): string[] {
  const asSnap = located.some((browser) => browser.family === family && browser.snapName !== null);
  return family === 'chromium' && asSnap ? [usual, SNAP_CHROMIUM] : [usual];
}

async function readFolders(
  reach: ProbeReach,
  policies: BrowserPolicies,
  folders: readonly string[],
): Promise<Settings[] | Unknown> {
  const read: Settings[] = [];
  for (const folder of folders) {
    const settings = await readFolder(reach, policies, folder);
    if ('kind' in settings) return settings;
    read.push(settings);
  }
  return read;
}

/**
 * All files of a folder together, whatever they are called; the last one by name wins, setting by setting:
 * https://github.com/chromium/chromium/blob/main/components/policy/core/common/config_dir_policy_loader.cc
 */
async function readFolder(
  reach: ProbeReach,
  policies: BrowserPolicies,
  folder: string,
): Promise<Settings | Unknown> {
  const files = await reach.files.list(folder);
  if (!files.ok) {
    return files.problem === 'not-found' ? new Map() : unknownFrom(files, `settings of ${policies.family}`);
  }
  if (files.value.length > MAX_FILES) return unknown('unreadable', `too many settings of ${policies.family}`);
  const together = new Map<string, readonly Policy['value'][]>();
  for (const file of files.value) {
    const path = `${folder}/${file}`;
    const settings = await readSettings(reach, path, 'json', policies);
    if (settings === null) continue;
    if ('kind' in settings) {
      const there = await reach.files.kind(path);
      if (there.ok && there.value === 'folder') continue;
      return settings;
    }
    for (const [name, values] of settings) together.set(name, values);
  }
  return together;
}

async function readFirefox(
  reach: ProbeReach,
  policies: BrowserPolicies,
  located: readonly LocatedBrowser[],
): Promise<Settings[] | Unknown> {
  const system = await readSettings(reach, FIREFOX_SYSTEM, 'json', policies, ['policies']);
  if (system !== null) return 'kind' in system ? system : [system];
  const read: Settings[] = [];
  for (const browser of located) {
    if (browser.family !== 'firefox') continue;
    for (const folder of await installFolders(reach, browser)) {
      const path = `${folder}/distribution/policies.json`;
      const own = await readSettings(reach, path, 'json', policies, ['policies']);
      if (own === null) continue;
      if ('kind' in own) return own;
      read.push(own);
      break;
    }
  }
  return read;
}

/** Two copies of a browser may hold the same setting. */
function withoutTwins(found: readonly Policy[]): Policy[] {
  const byWords = new Map(found.map((policy) => [JSON.stringify(policy), policy]));
  return [...byWords.values()];
}
