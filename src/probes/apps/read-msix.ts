import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { type Unknown, unknownFrom } from '../probe.ts';
import { type Person, readHive } from '../windows/people.ts';

export type MsixPackage = {
  name: string;
  /** Name and publisher's hash, in lower case: `microsoft.azurevpn_8wekyb3d8bbwe`. */
  family: string;
  version: string;
};

/**
 * Packages registered for a person, and those that every person gets, each a key named by its full name. As osquery reads them:
 * https://github.com/osquery/osquery/blob/master/osquery/tables/system/windows/programs.cpp
 */
const OF_PERSON =
  'Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
const OF_ALL = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore';
/** `InboxApplications` came last: captures of versions before 0.4 were not asked for it. */
const ofAllBelow = ['Applications', 'InboxApplications'];
const NAMES_ONLY = { values: [], depth: 1 };

/** Packages that could be seen, each once in its highest version. `gap`: there may be more; `used`: Windows has one of the places. */
export async function readMsix(
  reach: ProbeReach,
  people: readonly Person[],
): Promise<{ packages: MsixPackage[]; gap: Unknown | null; used: boolean }> {
  const trees: Outcome<RegistryKey>[] = await Promise.all([
    ...ofAllBelow.map((below) => reach.registry.readTree('HKLM', `${OF_ALL}\\${below}`, NAMES_ONLY)),
    ...people.map((person) => readHive(reach, person, OF_PERSON, NAMES_ONLY)),
  ]);
  const packages = new Map<string, MsixPackage>();
  let gap: Unknown | null = null;
  let used = false;
  for (const tree of trees) {
    if (!tree.ok) {
      if (tree.problem !== 'not-found') gap ??= unknownFrom(tree, 'installed packages');
      continue;
    }
    used = true;
    for (const fullName of Object.keys(tree.value.keys)) {
      const parsed = parseFullName(fullName);
      if (parsed === null) continue;
      const known = packages.get(parsed.family);
      if (known === undefined || isNewer(parsed.version, known.version)) packages.set(parsed.family, parsed);
    }
  }
  return { packages: [...packages.values()], gap, used };
}

/**
 * `Name_1.2.3.4_x64__publisher`: https://learn.microsoft.com/en-us/windows/apps/desktop/modernize/package-identity-overview. Packages of
 * languages and sizes share name and publisher with their program.
 */
function parseFullName(fullName: string): MsixPackage | null {
  const parts = /^([a-z0-9.-]{1,50})_(\d{1,5}(?:\.\d{1,5}){3})_[a-z0-9]+_[^_]*_([a-z0-9]{13})$/i.exec(
    fullName,
  );
  const [, name, version, publisher] = parts ?? [];
  if (name === undefined || version === undefined || publisher === undefined) return null;
  return { family: `${name}_${publisher}`.toLowerCase(), name, version };
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const at = (a ?? []).findIndex((part, place) => part !== b?.[place]);
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0);
}
