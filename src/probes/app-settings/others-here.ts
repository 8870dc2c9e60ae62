import type { Reading } from '../../contract/observation.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknownFrom } from '../probe.ts';

/** Where people's home folders are, and what there is nobody's. */
const homes: Readonly<Record<PlatformName, { folder: string; nobodys: readonly string[] }>> = {
  // https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch03s08.html
  linux: { folder: '/home', nobodys: ['lost+found'] },
  darwin: { folder: '/Users', nobodys: ['Shared', 'Guest'] },
  win32: {
    folder: 'C:\\Users',
    nobodys: ['Public', 'Default', 'Default User', 'All Users', 'defaultuser0', 'WDAGUtilityAccount'],
  },
};

/** How many people have a home here besides the one whose settings were read. Only the number is kept. */
export async function countOthers(
  reach: ProbeReach,
  platform: PlatformName,
  { homeDir }: { homeDir: string },
): Promise<Reading<number>> {
  const { folder, nobodys } = homes[platform];
  const listed = await reach.files.list(folder);
  if (!listed.ok) {
    return listed.problem === 'not-found' ? knownReading(0) : unknownFrom(listed, 'the list of home folders');
  }
  const own = homeDir.split(/[\\/]/).at(-1)?.toLowerCase();
  const away = new Set([...nobodys.map((name) => name.toLowerCase())]);
  const people = listed.value.filter(
    (name) => !name.startsWith('.') && !/\.(ini|plist)$/i.test(name) && !away.has(name.toLowerCase()),
  );
  const isHere = homeDir.toLowerCase().startsWith(folder.toLowerCase());
  return knownReading(people.filter((name) => !isHere || name.toLowerCase() !== own).length);
}
