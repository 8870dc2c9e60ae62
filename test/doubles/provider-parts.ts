import {
  linuxProfilePlaces,
  windowsProfilePlaces,
} from '../../src/probes/passkey-providers/profile-places.ts';
import { type FakeMachine, fails } from './fake-reach.ts';

/**
 * Profiles of browsers as pieces of a pretended machine. Layouts: Chromium's ProfileAttributesEntry and ExtensionPrefs
 * (https://chromium.googlesource.com/chromium/src/+/HEAD/chrome/browser/profiles/profile_attributes_entry.cc,
 * https://chromium.googlesource.com/chromium/src/+/HEAD/extensions/browser/extension_prefs.cc), Firefox's XPIDatabase
 * (https://searchfox.org/mozilla-central/source/toolkit/mozapps/extensions/internal/XPIDatabase.sys.mjs). Names and contents are invented,
 * and hold what must not be kept, so that a test can look for it.
 */
export type ProviderParts = Required<Pick<FakeMachine, 'documents' | 'texts' | 'kinds'>>;

/** Ids in the Chrome Web Store. */
export const chromeStore = {
  bitwarden: 'nngceckbapebfimnlniiiahkandclblb',
  onePassword: 'aeblfdkhhhdcdjpifhhbdiojplfjncoa',
  icloud: 'pejdijmoenmkgeppbflobdenhhabjlaj',
} as const;
/** Ids among Firefox's add-ons. */
export const firefoxAddons = {
  bitwarden: '{446900e4-71c2-419f-a6a7-df9c091e268b}',
  onePassword: '{d634138d-c276-4fc8-924b-40a0ea21d284}',
  keepassxc: 'keepassxc-browser@keepassxc.org',
} as const;
/** Of no provider, and nobody's business. */
const GAME = 'ffffffffffffffffffffffffffffffff';

/** `on`, `off` by the person, `off-by-policy`, `removed`: as Chromium notes it since version 136. */
export type ExtensionNote = 'on' | 'off' | 'off-by-policy' | 'removed';
const notes: Record<ExtensionNote, object> = {
  on: {},
  off: { disable_reasons: [1] },
  'off-by-policy': { disable_reasons: [65_536] },
  removed: { path: undefined, location: undefined },
};

/** A profile's settings with these extensions. */
export function chromiumSettings(extensions: Readonly<Record<string, ExtensionNote>>) {
  const entries = Object.entries({ ...extensions, [GAME]: 'on' as const }).map(([id, note]) => [
    id,
    { location: 1, path: `${id}\\1.0_0`, manifest: { name: 'Private Hobby' }, ...notes[note] },
  ]);
  return {
    account_info: [{ email: 'mia@example.test', full_name: 'Mia Example' }],
    extensions: { settings: Object.fromEntries(entries) },
  };
}

type Chromium = {
  separator?: '/' | '\\';
  profiles: readonly {
    name: string;
    /** Signed in to the browser; for Edge, with which kind of account (1 = private, 2 = a company's). */
    signedIn?: boolean;
    edgeAccountType?: number;
    extensions?: Readonly<Record<string, ExtensionNote>>;
  }[];
};

/** The folder of a browser built on Chromium. */
export function chromiumFolder(folder: string, { separator = '/', profiles }: Chromium): ProviderParts {
  const list = profiles.map(({ name, signedIn = false, edgeAccountType }) => [
    name,
    {
      name: 'Mia',
      gaia_id: signedIn ? '104012345678901234567' : '',
      gaia_name: signedIn ? 'Mia Example' : '',
      user_name: signedIn ? 'mia@example.test' : '',
      ...(edgeAccountType === undefined ? {} : { edge_account_type: edgeAccountType }),
    },
  ]);
  return {
    documents: {
      [`${folder}${separator}Local State`]: { profile: { info_cache: Object.fromEntries(list) } },
      ...Object.fromEntries(
        profiles.flatMap(({ name, extensions = {} }) => [
          [`${folder}${separator}${name}${separator}Preferences`, { profile: { name: 'Mia' } }],
          [`${folder}${separator}${name}${separator}Secure Preferences`, chromiumSettings(extensions)],
        ]),
      ),
    },
    texts: {},
    kinds: {},
  };
}

/** Firefox's folder with the profile in use, and the empty one that it makes by itself. */
export function firefoxFolder(
  folder: string,
  addons: Readonly<Record<string, boolean>>,
  separator: '/' | '\\' = '/',
): ProviderParts {
  const list = Object.entries(addons).map(([id, active]) => ({ id, active, userDisabled: !active }));
  const profiles = ['[Install4F96D1932A9F858E]', 'Default=Profiles/abcd1234.default-release', ''];
  for (const [at, name] of ['abcd1234.default-release', 'efgh5678.default'].entries()) {
    profiles.push(`[Profile${at}]`, `Name=${name.slice(9)}`, 'IsRelative=1', `Path=Profiles/${name}`, '');
  }
  const used = [folder, 'Profiles', 'abcd1234.default-release', 'extensions.json'].join(separator);
  return {
    texts: { [[folder, 'profiles.ini'].join(separator)]: profiles.join('\n') },
    documents: {
      [used]: { schemaVersion: 37, addons: [...list, { id: 'hobby@example.test', active: true }] },
    },
    kinds: {},
  };
}

/** Chrome on Linux, signed in, with Bitwarden switched on. */
export const linuxChromeSignedIn = (home = '/home/person') =>
  chromiumFolder(`${home}/.config/google-chrome`, {
    profiles: [{ name: 'Default', signedIn: true, extensions: { [chromeStore.bitwarden]: 'on' } }],
  });
/** Chrome on Linux, nobody signed in, without a provider. */
export const linuxChromeNotSignedIn = (home = '/home/person') =>
  chromiumFolder(`${home}/.config/google-chrome`, { profiles: [{ name: 'Default' }] });
/** Chrome on Linux, nobody signed in, with Bitwarden switched off. */
export const linuxChromeExtensionOff = (home = '/home/person') =>
  chromiumFolder(`${home}/.config/google-chrome`, {
    profiles: [{ name: 'Default', extensions: { [chromeStore.bitwarden]: 'off' } }],
  });
/** Firefox on Linux with 1Password switched on. */
export const linuxFirefoxWithOnePassword = (home = '/home/person') =>
  firefoxFolder(`${home}/.mozilla/firefox`, { [firefoxAddons.onePassword]: true });

/** Several pieces as one. */
export function togetherParts(...parts: readonly Partial<ProviderParts>[]): ProviderParts {
  return {
    documents: Object.assign({}, ...parts.map(({ documents }) => documents)),
    texts: Object.assign({}, ...parts.map(({ texts }) => texts)),
    kinds: Object.assign({}, ...parts.map(({ kinds }) => kinds)),
  };
}

/** A home in which nobody started a browser; other pieces go on top of it. */
export function homeWithoutBrowsers(platform: 'linux' | 'win32', home: string): ProviderParts {
  const given = { homeDir: home, env: {} };
  const { separator, chromium, firefox } =
    platform === 'linux' ? linuxProfilePlaces(given) : windowsProfilePlaces(given);
  const none = fails('not-found');
  const named = (places: typeof chromium, file: string) =>
    Object.fromEntries(places.map(({ folder }) => [`${folder}${separator}${file}`, none]));
  return {
    documents: named(chromium, 'Local State'),
    texts: named(firefox, 'profiles.ini'),
    kinds: { [home]: 'folder' },
  };
}
