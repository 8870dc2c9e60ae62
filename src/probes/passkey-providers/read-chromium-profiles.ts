import type { Part, PartsQuestion } from '../../platform/parts.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { type Failed, knownReading, unknown, unknownFrom } from '../probe.ts';
import type { ExtensionState, ProfilesSeen } from './extension-states.ts';
import { chromiumExtensions } from './known-providers.ts';
import type { ProfilePlace } from './profile-places.ts';

/** More profiles of one browser than this are counted, not read. */
const MOST_PROFILES = 20;

/**
 * Profiles and who of them is signed in, by `ProfileAttributesEntry` of Chromium: each under its folder's name, with empty texts where
 * nobody is: https://chromium.googlesource.com/chromium/src/+/HEAD/chrome/browser/profiles/profile_attributes_entry.cc
 */
const profileList = (family: string): PartsQuestion => ({
  at: ['profile', 'info_cache'],
  each: true,
  keep: {
    gaia_id: 'presence',
    user_name: 'presence',
    // Edge's own: 1 = a private Microsoft account, 2 = one of a company. Known from programs that read it, not from Microsoft.
    ...(family === 'edge' ? { edge_account_type: 'value' } : {}),
  },
});

/**
 * By `ExtensionPrefs` of Chromium: https://chromium.googlesource.com/chromium/src/+/HEAD/extensions/browser/extension_prefs.cc
 * Windows and macOS keep the protected part of a profile's settings in a second file, so both are asked.
 */
const extensionList: PartsQuestion = {
  at: ['extensions', 'settings'],
  each: true,
  names: [...chromiumExtensions.keys()],
  keep: { path: 'presence', location: 'value', state: 'value', disable_reasons: 'value' },
};
const SETTINGS_FILES = ['Preferences', 'Secure Preferences'];

/** Looks into one browser's folder. Null: this person never started it. */
export async function readChromiumProfiles(
  reach: ProbeReach,
  { family, folder }: ProfilePlace,
  separator: string,
): Promise<ProfilesSeen | null> {
  const listed = await reach.files.readParts(
    [folder, 'Local State'].join(separator),
    'json',
    profileList(family),
  );
  if (!listed.ok) return listed.problem === 'not-found' ? null : notRead(family, listed);
  const profiles = listed.value;
  // A browser that was started has one at least.
  if (profiles.length === 0) return notRead(family, { ok: false, problem: 'unreadable' });
  const reads = await Promise.all(
    profiles
      .slice(0, MOST_PROFILES)
      .map(({ name }) => readExtensions(reach, [folder, name].join(separator), name)),
  );
  const inspected = reads.filter(({ whole }) => whole).length;
  const signedIn = profiles.filter(isSignedIn);
  return {
    browser: {
      browser: family,
      inspected,
      notInspected: profiles.length - inspected,
      signedIn: knownReading(signedIn.length),
      ...(family === 'edge' ? { privateAccounts: countPrivate(signedIn) } : {}),
    },
    extensions: reads.flatMap(({ states }) => states.map((state) => ({ ...state, browser: family }))),
  };
}

function notRead(family: string, failed: Failed): ProfilesSeen {
  const signedIn = unknownFrom(failed, 'the list of profiles');
  return {
    browser: {
      browser: family,
      inspected: 0,
      notInspected: 1,
      signedIn,
      ...(family === 'edge' ? { privateAccounts: signedIn } : {}),
    },
    extensions: [],
  };
}

function isSignedIn({ kept }: Part): boolean {
  return kept.gaia_id === true || kept.user_name === true;
}

function countPrivate(signedIn: readonly Part[]) {
  const types = signedIn.map(({ kept }) => kept.edge_account_type);
  return types.every((type) => type === 1 || type === 2)
    ? knownReading(types.filter((type) => type === 1).length)
    : unknown('unreadable', 'Edge has not noted the kind of account');
}

type State = Omit<ExtensionState, 'browser'>;

/** `whole`: everything that tells of extensions could be read. */
async function readExtensions(
  reach: ProbeReach,
  folder: string,
  name: string,
): Promise<{ whole: boolean; states: State[] }> {
  // A name from a file is never a way to somewhere else.
  if (/[\\/]|^\.\.?$|\p{Cc}/u.test(name) || name === '') return { whole: false, states: [] };
  const separator = folder.includes('\\') ? '\\' : '/';
  const read: Outcome<Part[]>[] = await Promise.all(
    SETTINGS_FILES.map((file) =>
      reach.files.readParts([folder, file].join(separator), 'json', extensionList),
    ),
  );
  const parts = read.flatMap((outcome) => (outcome.ok ? outcome.value : []));
  return {
    whole: read.some(({ ok }) => ok) && read.every((one) => one.ok || one.problem === 'not-found'),
    states: parts.flatMap(stateOf),
  };
}

/** State `2` of older versions: removed by the person, and not to come back. */
const REMOVED = 2;

/**
 * An entry without path and place is a leftover, as for Chromium itself. Off is whatever has a reason for it: a list of reasons, before
 * that bits of a number. Versions before 136 noted the state as well (0 = off, 1 = on).
 */
function stateOf({ name, kept }: Part): State[] {
  const id = chromiumExtensions.get(name);
  if (id === undefined || kept.path !== true || typeof kept.location !== 'number') return [];
  const { state, disable_reasons: reasons } = kept;
  if (state === REMOVED) return [];
  const isOff = hasReason(reasons);
  if (isOff === null) return [{ id, enabled: unknown('unreadable', 'why it may be off') }];
  return [{ id, enabled: knownReading(!isOff && state !== 0) }];
}

function hasReason(reasons: Part['kept'][string] | undefined): boolean | null {
  if (reasons === undefined) return false;
  if (typeof reasons === 'number') return reasons !== 0;
  const isList = Array.isArray(reasons) && reasons.every((one) => typeof one === 'number');
  return isList ? reasons.length > 0 : null;
}
