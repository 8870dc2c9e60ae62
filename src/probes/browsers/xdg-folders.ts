/** Folders of the XDG base directory specification that tell about applications and defaults. */
export type XdgFolders = {
  /** Folders with desktop files, first one wins. */
  applications: readonly string[];
  /** Files with default applications, first one wins. */
  defaults: readonly string[];
};

type Surroundings = { homeDir: string; env: Readonly<Record<string, string>> };

function absoluteOnly(list: string | undefined, fallback: readonly string[]): string[] {
  const given = (list ?? '').split(':').filter((path) => path.startsWith('/'));
  const chosen = given.length > 0 ? given : [...fallback];
  return chosen.map((path) => (path.length > 1 ? path.replace(/\/+$/, '') : path)).slice(0, 32);
}

// Flatpak and snapd put these into XDG_DATA_DIRS at login; a scan outside a session must look there by itself:
// https://docs.flatpak.org/en/latest/conventions.html, https://snapcraft.io/docs/system-architecture
function packagedData(homeDir: string): string[] {
  return [
    `${homeDir}/.local/share/flatpak/exports/share`,
    '/var/lib/flatpak/exports/share',
    '/var/lib/snapd/desktop',
  ];
}

/**
 * https://specifications.freedesktop.org/basedir-spec/latest/ and, for the order of defaults,
 * https://specifications.freedesktop.org/mime-apps-spec/latest/file.html
 */
export function xdgFolders({ homeDir, env }: Surroundings): XdgFolders {
  const configHome = absoluteOnly(env.XDG_CONFIG_HOME, [`${homeDir}/.config`]);
  const configDirs = absoluteOnly(env.XDG_CONFIG_DIRS, ['/etc/xdg']);
  const dataHome = absoluteOnly(env.XDG_DATA_HOME, [`${homeDir}/.local/share`]);
  const dataDirs = absoluteOnly(env.XDG_DATA_DIRS, ['/usr/local/share', '/usr/share']);
  const applications = [...dataHome, ...dataDirs, ...packagedData(homeDir)].map(
    (path) => `${path}/applications`,
  );
  const desktops = (env.XDG_CURRENT_DESKTOP ?? '')
    .toLowerCase()
    .split(':')
    .filter((desktop) => /^[a-z0-9-]+$/.test(desktop));
  const names = [...desktops.map((desktop) => `${desktop}-mimeapps.list`), 'mimeapps.list'];
  const defaultFolders = [...configHome, ...configDirs, ...applications];
  return {
    applications: [...new Set(applications)],
    defaults: [...new Set(defaultFolders)].flatMap((folder) => names.map((name) => `${folder}/${name}`)),
  };
}
