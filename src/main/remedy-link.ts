import type { PlatformName } from '../contract/platform-name.ts';

/** A link that may be opened, already taken apart. */
export type RemedyTarget =
  /** Handed to the operating system: a web page, or a settings page that has a URL of its own. */
  | { how: 'url'; url: string }
  /** A program of the desktop with one panel name as its argument: GNOME and KDE settings have no URLs. */
  | { how: 'panel'; program: string; panel: string };

type SchemeRule = {
  platforms: readonly PlatformName[];
  read: (url: URL) => RemedyTarget | null;
};

const asUrl = (url: URL): RemedyTarget => ({ how: 'url', url: url.href });

/** A panel is a bare lower-case word, so it can never be read as an option or as a path. */
function asPanelOf(program: string): (url: URL) => RemedyTarget | null {
  return (url) =>
    /^[a-z][a-z0-9_-]{1,40}$/.test(url.pathname) && url.search === '' && url.hash === ''
      ? { how: 'panel', program, panel: url.pathname }
      : null;
}

/**
 * Every scheme a remedy may use. Not in this table means not opened: a policy file that was tampered with cannot make
 * the window start a program or show a file.
 */
const schemeRules: Readonly<Record<string, SchemeRule>> = {
  'https:': {
    platforms: ['win32', 'darwin', 'linux'],
    // A name and password in front of the host is how a link pretends to lead somewhere else.
    read: (url) => (url.username === '' && url.password === '' && url.hostname !== '' ? asUrl(url) : null),
  },
  // https://learn.microsoft.com/windows/apps/develop/launch/launch-settings
  'ms-settings:': { platforms: ['win32'], read: asUrl },
  // https://support.apple.com/guide/deployment/ (System Settings panes open by URL)
  'x-apple.systempreferences:': { platforms: ['darwin'], read: asUrl },
  // gnome-control-center(1): `gnome-control-center PANEL`
  'gnome-control-center:': { platforms: ['linux'], read: asPanelOf('/usr/bin/gnome-control-center') },
  // `systemsettings KCM`, https://userbase.kde.org/System_Settings
  'systemsettings:': { platforms: ['linux'], read: asPanelOf('/usr/bin/systemsettings') },
};

/** What may be opened for this link on this platform; null when it must not be. */
export function readRemedyLink(link: string, platform: PlatformName): RemedyTarget | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  const rule = Object.hasOwn(schemeRules, url.protocol) ? schemeRules[url.protocol] : undefined;
  return rule?.platforms.includes(platform) ? rule.read(url) : null;
}
