import { tidyText } from '../probe.ts';
import { type InstalledPackages, isWanted, type WantedPackages } from './parse-dpkg-status.ts';

/** What rpm is asked to print for each package: https://rpm-software-management.github.io/rpm/man/rpm-queryformat.7 */
export const RPM_QUERY_FORMAT = '%{NAME}\\t%{VERSION}-%{RELEASE}\\n';

/** Keys of package signatures are kept as packages by rpm, but are none. */
const PUBLIC_KEY = 'gpg-pubkey';

/** Reads lines of `RPM_QUERY_FORMAT`; anything else (`package x is not installed`) is passed over. */
export function parseRpmList(text: string, wanted: WantedPackages): InstalledPackages {
  const versions = new Map<string, string>();
  let count = 0;
  for (const line of text.split('\n')) {
    const match = /^([A-Za-z0-9][A-Za-z0-9._+-]*)\t(\S+)$/.exec(line.trimEnd());
    if (match?.[1] === undefined || match[2] === undefined || match[1] === PUBLIC_KEY) continue;
    count += 1;
    if (isWanted(wanted, match[1])) versions.set(match[1], tidyText(match[2], 100));
  }
  return { count, versions };
}
