/** One browser as Linux distributions and its maker name it. */
export type KnownBrowser = {
  family: string;
  channel: string | null;
  /** Desktop file ids without `.desktop`, flatpak ids among them, lower case. */
  desktopIds: readonly string[];
  /** Package names in dpkg and rpm. */
  packages: readonly string[];
  /** Program names as they stand in `Exec`. */
  programs: readonly string[];
};

function browser(
  family: string,
  channel: string | null,
  desktopIds: readonly string[],
  packages: readonly string[],
  programs: readonly string[] = packages,
): KnownBrowser {
  return { family, channel, desktopIds, packages, programs };
}

// Names from the makers' packages and from Flathub (https://flathub.org) and Snapcraft (https://snapcraft.io): a snap's
// desktop id is `<snap>_<app>`. Debian's and Fedora's names: https://packages.debian.org, https://packages.fedoraproject.org
export const knownBrowsers: readonly KnownBrowser[] = [
  browser(
    'chrome',
    'stable',
    ['google-chrome', 'com.google.chrome'],
    ['google-chrome-stable'],
    ['google-chrome', 'google-chrome-stable'],
  ),
  browser('chrome', 'beta', ['google-chrome-beta', 'com.google.chrome.beta'], ['google-chrome-beta']),
  browser(
    'chrome',
    'dev',
    ['google-chrome-unstable', 'com.google.chrome.unstable', 'com.google.chromedev'],
    ['google-chrome-unstable'],
  ),
  browser('chrome', 'canary', ['google-chrome-canary', 'com.google.chrome.canary'], ['google-chrome-canary']),
  browser(
    'chromium',
    null,
    ['chromium', 'chromium-browser', 'chromium_chromium', 'org.chromium.chromium'],
    ['chromium', 'chromium-browser'],
  ),
  browser(
    'edge',
    'stable',
    ['microsoft-edge', 'com.microsoft.edge'],
    ['microsoft-edge-stable'],
    ['microsoft-edge', 'microsoft-edge-stable'],
  ),
  browser('edge', 'beta', ['microsoft-edge-beta', 'com.microsoft.edge.beta'], ['microsoft-edge-beta']),
  browser(
    'edge',
    'dev',
    ['microsoft-edge-dev', 'com.microsoft.edge.dev', 'com.microsoft.edgedev'],
    ['microsoft-edge-dev'],
  ),
  browser(
    'edge',
    'canary',
    ['microsoft-edge-canary', 'com.microsoft.edge.canary'],
    ['microsoft-edge-canary'],
  ),
  browser('firefox', null, ['firefox', 'firefox_firefox', 'org.mozilla.firefox'], ['firefox']),
  browser('firefox', 'esr', ['firefox-esr', 'firefox-esr_firefox'], ['firefox-esr']),
  browser('firefox', 'beta', ['firefox-beta'], ['firefox-beta']),
  browser(
    'firefox',
    'dev',
    ['firefox-devedition', 'firefox-developer-edition', 'firefoxdeveloperedition'],
    ['firefox-devedition', 'firefox-developer-edition'],
  ),
  browser('firefox', 'nightly', ['firefox-nightly'], ['firefox-nightly']),
  browser(
    'brave',
    'stable',
    ['brave-browser', 'com.brave.browser', 'brave_brave'],
    ['brave-browser'],
    ['brave-browser', 'brave-browser-stable', 'brave'],
  ),
  browser('brave', 'beta', ['brave-browser-beta', 'com.brave.browser.beta'], ['brave-browser-beta']),
  browser(
    'brave',
    'nightly',
    ['brave-browser-nightly', 'com.brave.browser.nightly'],
    ['brave-browser-nightly'],
  ),
  browser(
    'vivaldi',
    'stable',
    ['vivaldi-stable', 'com.vivaldi.vivaldi', 'vivaldi_vivaldi-stable'],
    ['vivaldi-stable'],
    ['vivaldi', 'vivaldi-stable'],
  ),
  browser('vivaldi', 'snapshot', ['vivaldi-snapshot', 'com.vivaldi.vivaldi.snapshot'], ['vivaldi-snapshot']),
  browser(
    'opera',
    'stable',
    ['opera', 'com.opera.opera', 'opera_opera'],
    ['opera-stable', 'opera'],
    ['opera', 'opera-stable'],
  ),
  browser('opera', 'beta', ['opera-beta', 'opera-beta_opera-beta'], ['opera-beta']),
  browser('opera', 'dev', ['opera-developer', 'opera-developer_opera-developer'], ['opera-developer']),
];

/** The known browser with this desktop file id or, failing that, with this program; undefined for any other. */
export function findKnownBrowser(desktopId: string, program: string | null): KnownBrowser | undefined {
  const id = desktopId.toLowerCase();
  return (
    knownBrowsers.find((known) => known.desktopIds.includes(id)) ??
    knownBrowsers.find((known) => program !== null && known.programs.includes(program))
  );
}

/** All package names that could tell a browser's version. */
export const browserPackages: ReadonlySet<string> = new Set(knownBrowsers.flatMap((known) => known.packages));
