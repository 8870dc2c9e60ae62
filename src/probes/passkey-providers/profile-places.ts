/** Where one browser keeps the profiles of a person. */
export type ProfilePlace = {
  family: string;
  /** Absolute path of the folder that holds the list of profiles. */
  folder: string;
};

/** Places by kind of browser; `separator` joins paths below them. */
export type ProfilePlaces = {
  separator: '/' | '\\';
  chromium: readonly ProfilePlace[];
  firefox: readonly ProfilePlace[];
};

type Surroundings = { homeDir: string; env: Readonly<Record<string, string>> };

// Chrome, Chromium and the folders of their channels: https://chromium.googlesource.com/chromium/src/+/HEAD/docs/user_data_dir.md
// The others name their folders in the same way after maker and product. Firefox:
// https://support.mozilla.org/en-US/kb/profiles-where-firefox-stores-user-data
const onLinux: readonly (readonly [string, readonly string[]])[] = [
  ['chrome', ['google-chrome', 'google-chrome-beta', 'google-chrome-unstable', 'google-chrome-canary']],
  ['chromium', ['chromium']],
  ['edge', ['microsoft-edge', 'microsoft-edge-beta', 'microsoft-edge-dev', 'microsoft-edge-canary']],
  [
    'brave',
    [
      'BraveSoftware/Brave-Browser',
      'BraveSoftware/Brave-Browser-Beta',
      'BraveSoftware/Brave-Browser-Nightly',
    ],
  ],
  ['vivaldi', ['vivaldi', 'vivaldi-snapshot']],
  ['opera', ['opera', 'opera-beta', 'opera-developer']],
];

// A flatpak sees ~/.var/app/<id>/config as its configuration: https://docs.flatpak.org/en/latest/sandbox-permissions.html
const flatpaks: readonly (readonly [string, string, string])[] = [
  ['chrome', 'com.google.Chrome', 'google-chrome'],
  ['chromium', 'org.chromium.Chromium', 'chromium'],
  ['edge', 'com.microsoft.Edge', 'microsoft-edge'],
  ['brave', 'com.brave.Browser', 'BraveSoftware/Brave-Browser'],
  ['vivaldi', 'com.vivaldi.Vivaldi', 'vivaldi'],
  ['opera', 'com.opera.Opera', 'opera'],
];

// A snap has ~/snap/<name>/common and, for each revision, a home of its own: https://snapcraft.io/docs/data-locations
const snaps: readonly (readonly [string, string])[] = [
  ['chromium', 'chromium/common/chromium'],
  ['brave', 'brave/current/.config/BraveSoftware/Brave-Browser'],
  ['vivaldi', 'vivaldi/current/.config/vivaldi'],
  ['opera', 'opera/current/.config/opera'],
];

const onMac: readonly (readonly [string, string])[] = [
  ['chrome', 'Google/Chrome'],
  ['chrome', 'Google/Chrome Beta'],
  ['chrome', 'Google/Chrome Dev'],
  ['chrome', 'Google/Chrome Canary'],
  ['chromium', 'Chromium'],
  ['edge', 'Microsoft Edge'],
  ['edge', 'Microsoft Edge Beta'],
  ['edge', 'Microsoft Edge Dev'],
  ['edge', 'Microsoft Edge Canary'],
  ['brave', 'BraveSoftware/Brave-Browser'],
  ['brave', 'BraveSoftware/Brave-Browser-Beta'],
  ['vivaldi', 'Vivaldi'],
  ['opera', 'com.operasoftware.Opera'],
];

const onWindows: readonly (readonly [string, string])[] = [
  ['chrome', 'Google\\Chrome'],
  ['chrome', 'Google\\Chrome Beta'],
  ['chrome', 'Google\\Chrome Dev'],
  ['chrome', 'Google\\Chrome SxS'],
  ['chromium', 'Chromium'],
  ['edge', 'Microsoft\\Edge'],
  ['edge', 'Microsoft\\Edge Beta'],
  ['edge', 'Microsoft\\Edge Dev'],
  ['edge', 'Microsoft\\Edge SxS'],
  ['brave', 'BraveSoftware\\Brave-Browser'],
  ['brave', 'BraveSoftware\\Brave-Browser-Beta'],
  ['vivaldi', 'Vivaldi'],
];

/** Places below a person's home on Linux, also of browsers from flatpak and snap. */
export function linuxProfilePlaces({ homeDir, env }: Surroundings): ProfilePlaces {
  const config = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : `${homeDir}/.config`;
  return {
    separator: '/',
    chromium: [
      ...onLinux.flatMap(([family, folders]) =>
        folders.map((folder) => ({ family, folder: `${config}/${folder}` })),
      ),
      ...flatpaks.map(([family, app, folder]) => ({
        family,
        folder: `${homeDir}/.var/app/${app}/config/${folder}`,
      })),
      ...snaps.map(([family, folder]) => ({ family, folder: `${homeDir}/snap/${folder}` })),
    ],
    firefox: [
      `${homeDir}/.mozilla/firefox`,
      // Where newer versions put a new profile: https://bugzilla.mozilla.org/show_bug.cgi?id=259356
      `${config}/mozilla/firefox`,
      `${homeDir}/snap/firefox/common/.mozilla/firefox`,
      `${homeDir}/.var/app/org.mozilla.firefox/.mozilla/firefox`,
    ].map((folder) => ({ family: 'firefox', folder })),
  };
}

/** Places below a person's home on a Mac. */
export function macProfilePlaces({ homeDir }: Surroundings): ProfilePlaces {
  const support = `${homeDir}/Library/Application Support`;
  return {
    separator: '/',
    chromium: onMac.map(([family, folder]) => ({ family, folder: `${support}/${folder}` })),
    firefox: [{ family: 'firefox', folder: `${support}/Firefox` }],
  };
}

/** Places in a person's application data on Windows. */
export function windowsProfilePlaces({ homeDir, env }: Surroundings): ProfilePlaces {
  const local = env.LOCALAPPDATA || `${homeDir}\\AppData\\Local`;
  const roaming = env.APPDATA || `${homeDir}\\AppData\\Roaming`;
  return {
    separator: '\\',
    chromium: [
      ...onWindows.map(([family, folder]) => ({ family, folder: `${local}\\${folder}\\User Data` })),
      { family: 'opera', folder: `${roaming}\\Opera Software\\Opera Stable` },
    ],
    firefox: [{ family: 'firefox', folder: `${roaming}\\Mozilla\\Firefox` }],
  };
}
