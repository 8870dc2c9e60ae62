import type { PlatformName } from '../../contract/platform-name.ts';

/** Whose place it is: the person's, or the machine's. */
export type Scope = 'machine' | 'person';

type Surroundings = { homeDir: string; env: Readonly<Record<string, string>> };

const personal = /^(~|%APPDATA%|%LOCALAPPDATA%|%USERPROFILE%|HKCU\\)/i;

export function scopeOf(place: string): Scope {
  return personal.test(place) ? 'person' : 'machine';
}

/**
 * Words that stand for folders of Windows, with what they are where the environment does not say:
 * https://learn.microsoft.com/en-us/windows/deployment/usmt/usmt-recognized-environment-variables
 */
const windowsFolders: Readonly<Record<string, (about: Surroundings) => string>> = {
  APPDATA: ({ homeDir, env }) => env.APPDATA || `${homeDir}\\AppData\\Roaming`,
  LOCALAPPDATA: ({ homeDir, env }) => env.LOCALAPPDATA || `${homeDir}\\AppData\\Local`,
  USERPROFILE: ({ homeDir }) => homeDir,
  PROGRAMDATA: ({ env }) => env.ProgramData || 'C:\\ProgramData',
  PROGRAMFILES: ({ env }) => env.ProgramFiles || 'C:\\Program Files',
  'PROGRAMFILES(X86)': ({ env }) => env['ProgramFiles(x86)'] || 'C:\\Program Files (x86)',
  SYSTEMROOT: ({ env }) => env.SystemRoot || 'C:\\Windows',
  PUBLIC: () => 'C:\\Users\\Public',
};

/** The pattern on this machine; null where it names a folder nobody knows. */
export function resolvePlace(place: string, platform: PlatformName, about: Surroundings): string | null {
  if (platform === 'win32') {
    const [, word, rest] = /^%([^%]+)%(.*)$/.exec(place) ?? [];
    if (word === undefined) return /^[A-Za-z]:\\/.test(place) ? place : null;
    const folder = windowsFolders[word.toUpperCase()];
    return folder === undefined ? null : `${folder(about)}${rest}`;
  }
  if (place === '~' || place.startsWith('~/')) {
    // A home of the program's own choosing: https://specifications.freedesktop.org/basedir-spec/latest/
    const config =
      platform === 'linux' && about.env.XDG_CONFIG_HOME?.startsWith('/') ? about.env.XDG_CONFIG_HOME : null;
    if (config !== null && place.startsWith('~/.config/'))
      return `${config}${place.slice('~/.config'.length)}`;
    return `${about.homeDir}${place.slice(1)}`;
  }
  return place.startsWith('/') ? place : null;
}

/**
 * The person's folder that a path must not lead out of: their home, or where the environment has one of its parts elsewhere, as companies do with
 * `%APPDATA%` on a share.
 */
export function folderOf(path: string, platform: PlatformName, { homeDir, env }: Surroundings): string {
  const separator = platform === 'win32' ? '\\' : '/';
  const folders = [homeDir, env.APPDATA, env.LOCALAPPDATA, env.XDG_CONFIG_HOME];
  const holds = (folder: string | undefined) =>
    folder !== undefined && folder !== '' && path.toLowerCase().startsWith(folder.toLowerCase() + separator);
  return folders.find(holds) ?? homeDir;
}
