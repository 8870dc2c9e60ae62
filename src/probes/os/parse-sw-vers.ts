import { wholeLines } from '../macos/whole-lines.ts';
import { tidyText } from '../probe.ts';

export type SoftwareVersion = { prettyName: string; version: string; build: string | null };

/**
 * Versions that no macOS ever had: programs built long ago are told 10.16 for 11 and later, and the numbers jump from 15 to 26.
 * https://eclecticlight.co/2020/08/13/macos-version-numbering-isnt-so-simple/
 */
function isPretended(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 10 && minor >= 16) || (major >= 16 && major <= 25);
}

/**
 * Reads what `sw_vers` prints: `ProductName`, `ProductVersion`, while a rapid response is installed `ProductVersionExtra` (`(c)`), and
 * `BuildVersion`. `unreadable` when it names no macOS, or a version that is none.
 * https://keith.github.io/xcode-man-pages/sw_vers.1.html
 */
export function parseSwVers(text: string): SoftwareVersion | 'unreadable' {
  const values = new Map<string, string>();
  for (const line of wholeLines(text)) {
    const [, key, value] = /^\s*(Product\w{4,20}|BuildVersion):\s*(\S.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, tidyText(value, 60));
  }
  const name = values.get('ProductName') ?? '';
  const version = values.get('ProductVersion') ?? '';
  if (!/^(macOS|Mac OS X)\b/.test(name) || !/^\d{1,3}(\.\d{1,3}){0,3}$/.test(version)) return 'unreadable';
  if (isPretended(version)) return 'unreadable';
  const extra = values.get('ProductVersionExtra');
  return {
    prettyName: [name, version, ...(extra === undefined ? [] : [extra])].join(' '),
    version,
    build: values.get('BuildVersion') ?? null,
  };
}
