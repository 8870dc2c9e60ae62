import type { Part, PartsQuestion } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { parseKeyFile } from '../browsers/parse-key-file.ts';
import { knownReading, notApplicable, unknown } from '../probe.ts';
import type { ExtensionState, ProfilesSeen } from './extension-states.ts';
import { firefoxExtensions } from './known-providers.ts';
import type { ProfilePlace } from './profile-places.ts';

const MOST_PROFILES = 20;
const MAX_LIST_BYTES = 256 * 1024;
/** Firefox's own accounts carry no passkeys, so nobody asks for them. */
const NOT_ASKED = 'Asked only of browsers that keep passkeys themselves.';

/**
 * Add-ons of a profile as `XPIDatabase` of Firefox writes them (`active`: switched on and in use):
 * https://searchfox.org/mozilla-central/source/toolkit/mozapps/extensions/internal/XPIDatabase.sys.mjs
 */
const addonList: PartsQuestion = {
  at: ['addons'],
  each: true,
  only: { key: 'id', values: [...firefoxExtensions.keys()] },
  keep: { id: 'value', active: 'value' },
};

/** Looks into Firefox's folder. Null: this person never started it. */
export async function readFirefoxProfiles(
  reach: ProbeReach,
  { family, folder }: ProfilePlace,
  separator: '/' | '\\',
): Promise<ProfilesSeen | null> {
  const list = await reach.files.readText([folder, 'profiles.ini'].join(separator), MAX_LIST_BYTES);
  if (!list.ok && list.problem === 'not-found') return null;
  const folders = list.ok ? profileFolders(list.value, folder, separator) : [];
  const reads = await Promise.all(
    folders
      .slice(0, MOST_PROFILES)
      .map((profile) =>
        reach.files.readParts([profile, 'extensions.json'].join(separator), 'json', addonList),
      ),
  );
  // A profile without the file was never used: Firefox makes one such by itself.
  const whole = reads.filter((read) => read.ok || read.problem === 'not-found').length;
  const total = Math.max(folders.length, 1);
  return {
    browser: {
      browser: family,
      inspected: whole,
      notInspected: total - whole,
      signedIn: notApplicable(NOT_ASKED),
    },
    extensions: reads
      .flatMap((read) => (read.ok ? read.value : []))
      .flatMap(stateOf)
      .map((state) => ({ ...state, browser: family })),
  };
}

/** `[Profile0]` with `Path` and `IsRelative`: https://support.mozilla.org/en-US/kb/profiles-where-firefox-stores-user-data */
function profileFolders(text: string, folder: string, separator: '/' | '\\'): string[] {
  return [...parseKeyFile(text)].flatMap(([group, values]) => {
    const path = values.get('Path');
    if (!/^Profile\d+$/.test(group) || path === undefined || path === '' || /\p{Cc}/u.test(path)) return [];
    if (values.get('IsRelative') === '0') return [path];
    return [[folder, ...path.split('/')].join(separator)];
  });
}

function stateOf({ kept }: Part): Omit<ExtensionState, 'browser'>[] {
  const id = typeof kept.id === 'string' ? firefoxExtensions.get(kept.id) : undefined;
  if (id === undefined) return [];
  return [
    {
      id,
      enabled:
        typeof kept.active === 'boolean'
          ? knownReading(kept.active)
          : unknown('unreadable', 'Firefox has not noted a state'),
    },
  ];
}
