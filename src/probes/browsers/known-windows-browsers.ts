/** One browser as its maker registers it with Windows. */
export type WindowsBrowser = {
  family: string;
  channel: string | null;
  /** Its program, as the end of the path, lower case. */
  program: string;
  /** Names under StartMenuInternet, lower case, before any suffix of one installation. */
  clients: readonly string[];
  /** Where Chromium notes, for each person, the version last started (BLBeacon); null where the maker has no such place. */
  beacon: string | null;
};

function browser(
  family: string,
  channel: string | null,
  program: string,
  clients: readonly string[],
  beacon: string | null = null,
): WindowsBrowser {
  return { family, channel, program, clients, beacon };
}

// Names, suffixes and folders by the makers' own code (base_app_name, install_suffix):
// https://github.com/chromium/chromium/blob/main/chrome/install_static/google_chrome_install_modes.h and chromium_install_modes.h,
// https://github.com/brave/brave-core/blob/master/chromium_src/chrome/install_static/chromium_install_modes.h. Firefox:
// https://searchfox.org/mozilla-central/source/browser/installer/windows/nsis/shared.nsh (SetStartMenuInternet). Edge, Vivaldi and Opera
// do not show theirs; programs that look for browsers use these names, and Edge is built like Chrome. Opera beta and developer are
// found by their folders only.
export const windowsBrowsers: readonly WindowsBrowser[] = [
  ...[
    ['stable', ''],
    ['beta', ' Beta'],
    ['dev', ' Dev'],
    ['canary', ' SxS'],
  ].flatMap(([channel = null, suffix = '']) => [
    browser(
      'chrome',
      channel,
      `\\google\\chrome${suffix.toLowerCase()}\\application\\chrome.exe`,
      [`google chrome${channel === 'canary' ? ' canary' : suffix.toLowerCase()}`],
      `Google\\Chrome${suffix}`,
    ),
    browser(
      'edge',
      channel,
      `\\microsoft\\edge${suffix.toLowerCase()}\\application\\msedge.exe`,
      [`microsoft edge${channel === 'canary' ? ' canary' : suffix.toLowerCase()}`],
      `Microsoft\\Edge${suffix}`,
    ),
  ]),
  ...[
    ['stable', ''],
    ['beta', '-Beta'],
    ['dev', '-Dev'],
    ['nightly', '-Nightly'],
  ].map(([channel = null, suffix = '']) =>
    browser(
      'brave',
      channel,
      `\\bravesoftware\\brave-browser${suffix.toLowerCase()}\\application\\brave.exe`,
      [`brave${suffix.toLowerCase().replace('-', ' ')}`],
      `BraveSoftware\\Brave-Browser${suffix}`,
    ),
  ),
  browser('chromium', null, '\\chromium\\application\\chrome.exe', ['chromium'], 'Chromium'),
  browser('firefox', 'nightly', '\\firefox nightly\\firefox.exe', ['firefox nightly']),
  browser('firefox', 'dev', '\\firefox developer edition\\firefox.exe', ['firefox developer edition']),
  // Release, ESR and beta share folder and name; what Firefox registers of itself tells ESR.
  browser('firefox', null, '\\firefox.exe', ['firefox', 'firefox.exe']),
  browser('vivaldi', 'stable', '\\vivaldi.exe', ['vivaldi'], 'Vivaldi'),
  browser('opera', 'stable', '\\opera\\launcher.exe', ['operastable']),
  browser('opera', 'beta', '\\opera beta\\launcher.exe', []),
  browser('opera', 'dev', '\\opera developer\\launcher.exe', []),
  // Internet Explorer: listed, though no browser for passkeys.
  browser('ie', null, '\\iexplore.exe', ['iexplore.exe']),
];

/** By the program's path, else by the name it is registered under; undefined for any other browser. */
export function findWindowsBrowser(client: string, program: string): WindowsBrowser | undefined {
  const path = program.toLowerCase();
  // A second installation adds `.` or `-` and letters of its own: `Google Chrome.ABCDEF`, `Firefox-308046B0AF4A39CB`.
  const name = client.toLowerCase();
  const names = [name, name.replace(/\.[a-z0-9]{5,}$/, ''), name.replace(/-[0-9a-f]{16}$/, '')];
  return (
    windowsBrowsers.find((known) => path.endsWith(known.program)) ??
    windowsBrowsers.find((known) => known.clients.some((one) => names.includes(one)))
  );
}

/**
 * Families by the ProgId that opens links, without what stands behind `.` or `-`: browser_prog_id_prefix of Chrome, Chromium and Brave and
 * `FirefoxURL` in the files above. Edge, but for Canary: https://learn.microsoft.com/en-us/deployedge/edge-default-browser. Edge Canary,
 * Vivaldi, Opera and `IE.HTTPS` as other programs know them; no maker's word for them was found.
 */
const families: Readonly<Record<string, string>> = {
  chromehtml: 'chrome',
  chromebhtml: 'chrome',
  chromedhtml: 'chrome',
  chromesshtm: 'chrome',
  msedgehtm: 'edge',
  msedgebhtml: 'edge',
  msedgedhtml: 'edge',
  msedgesshtm: 'edge',
  bravehtml: 'brave',
  bravebhtml: 'brave',
  bravedhtml: 'brave',
  bravesshtm: 'brave',
  chromiumhtm: 'chromium',
  firefoxurl: 'firefox',
  firefoxhtml: 'firefox',
  vivaldihtm: 'vivaldi',
  operastable: 'opera',
  operabeta: 'opera',
  operadeveloper: 'opera',
  ie: 'ie',
};

/** `FirefoxURL-308046B0AF4A39CB` is firefox; undefined for a browser that is not known. */
export function familyOfProgId(progId: string): string | undefined {
  const stem = progId.toLowerCase().split(/[.-]/)[0] ?? '';
  return Object.hasOwn(families, stem) ? families[stem] : undefined;
}
