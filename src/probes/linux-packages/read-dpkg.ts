import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { type InstalledPackages, parseDpkgStatus, type WantedPackages } from './parse-dpkg-status.ts';

export const DPKG_STATUS = '/var/lib/dpkg/status';
/** A desktop with all of Debian's main suites stays below a tenth of this. */
const MAX_STATUS_BYTES = 64 * 1024 * 1024;

/** dpkg's packages; `not-found` where the system has no dpkg. */
export async function readDpkg(
  reach: ProbeReach,
  wanted: WantedPackages,
): Promise<Outcome<InstalledPackages>> {
  const text = await reach.files.readText(DPKG_STATUS, MAX_STATUS_BYTES);
  if (!text.ok) return text;
  const packages = parseDpkgStatus(text.value, wanted);
  return packages === 'unreadable'
    ? { ok: false, problem: 'unreadable', detail: `${DPKG_STATUS} lists no package` }
    : { ok: true, value: packages };
}
