import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { tidyText } from '../probe.ts';
import { type InstalledPackages, isWanted, type WantedPackages } from './parse-dpkg-status.ts';

const PACMAN_LOCAL = '/var/lib/pacman/local';

/**
 * pacman's packages; `not-found` where the system has no pacman. Each has a folder named `name-version-release`, in which neither version nor release
 * holds a hyphen (PKGBUILD(5), https://man.archlinux.org/man/PKGBUILD.5), so its `desc` need not be opened.
 */
export async function readPacman(
  reach: ProbeReach,
  wanted: WantedPackages,
): Promise<Outcome<InstalledPackages>> {
  const listed = await reach.files.list(PACMAN_LOCAL);
  if (!listed.ok) return listed;
  const versions = new Map<string, string>();
  let count = 0;
  for (const folder of listed.value) {
    const [, name, version] = /^([a-z0-9@_+][a-z0-9@._+-]*)-([^-\s]+-[^-\s]+)$/.exec(folder) ?? [];
    if (name === undefined || version === undefined) continue;
    count += 1;
    if (isWanted(wanted, name)) versions.set(name, tidyText(version, 100));
  }
  return { ok: true, value: { count, versions } };
}
