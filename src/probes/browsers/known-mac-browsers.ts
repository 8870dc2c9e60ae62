/** One browser as its maker ships it for macOS. */
export type MacBrowser = {
  family: string;
  /** Null where several channels share the bundle id. */
  channel: string | null;
  /** Bundle id, as the maker writes it. */
  id: string;
  /** Its bundle, without `.app`. */
  app: string;
};

function browser(family: string, channel: string | null, id: string, app: string): MacBrowser {
  return { family, channel, id, app };
}

// Chrome: https://chromium.googlesource.com/chromium/src/+/main/docs/mac/flavors_of_chrome.md . Bundles and ids of the
// others: https://github.com/Homebrew/homebrew-cask (`app`, and the ids under `uninstall` and `zap`). Release, beta and ESR of Firefox
// are one bundle id.
export const macBrowsers: readonly MacBrowser[] = [
  browser('safari', 'stable', 'com.apple.Safari', 'Safari'),
  browser('safari', 'preview', 'com.apple.SafariTechnologyPreview', 'Safari Technology Preview'),
  browser('chrome', 'stable', 'com.google.Chrome', 'Google Chrome'),
  browser('chrome', 'beta', 'com.google.Chrome.beta', 'Google Chrome Beta'),
  browser('chrome', 'dev', 'com.google.Chrome.dev', 'Google Chrome Dev'),
  browser('chrome', 'canary', 'com.google.Chrome.canary', 'Google Chrome Canary'),
  browser('chromium', null, 'org.chromium.Chromium', 'Chromium'),
  browser('edge', 'stable', 'com.microsoft.edgemac', 'Microsoft Edge'),
  browser('edge', 'beta', 'com.microsoft.edgemac.Beta', 'Microsoft Edge Beta'),
  browser('edge', 'dev', 'com.microsoft.edgemac.Dev', 'Microsoft Edge Dev'),
  browser('edge', 'canary', 'com.microsoft.edgemac.Canary', 'Microsoft Edge Canary'),
  browser('firefox', null, 'org.mozilla.firefox', 'Firefox'),
  browser('firefox', 'dev', 'org.mozilla.firefoxdeveloperedition', 'Firefox Developer Edition'),
  browser('firefox', 'nightly', 'org.mozilla.nightly', 'Firefox Nightly'),
  browser('brave', 'stable', 'com.brave.Browser', 'Brave Browser'),
  browser('brave', 'beta', 'com.brave.Browser.beta', 'Brave Browser Beta'),
  browser('brave', 'nightly', 'com.brave.Browser.nightly', 'Brave Browser Nightly'),
  browser('vivaldi', 'stable', 'com.vivaldi.Vivaldi', 'Vivaldi'),
  browser('vivaldi', 'snapshot', 'com.vivaldi.Vivaldi.snapshot', 'Vivaldi Snapshot'),
  browser('opera', 'stable', 'com.operasoftware.Opera', 'Opera'),
  browser('opera', 'beta', 'com.operasoftware.OperaNext', 'Opera Beta'),
  browser('opera', 'dev', 'com.operasoftware.OperaDeveloper', 'Opera Developer'),
  browser('arc', 'stable', 'company.thebrowser.Browser', 'Arc'),
];

/** By its bundle id, which LaunchServices writes in lower case. */
export function findMacBrowser(id: string): MacBrowser | undefined {
  const plain = id.toLowerCase();
  return macBrowsers.find((known) => known.id.toLowerCase() === plain);
}
