import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { MANAGED, readManaged, yesOrNo } from '../macos/read-managed.ts';
import { knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';

/** Restrictions: https://developer.apple.com/documentation/devicemanagement/restrictions */
const DOMAIN = 'com.apple.applicationaccess';
const DOMAIN_FILE = `${DOMAIN}.plist`;
const KEY = 'allowCloudKeychainSync';

/**
 * Does the company's management allow iCloud Keychain? Either level can forbid it. A folder that is empty or not there, as on a Mac without
 * management, forbids nothing. `homeDir` null = no person is meant: then a folder of any person leaves it open.
 */
export async function readKeychainAllowed(
  reach: ProbeReach,
  homeDir: string | null,
): Promise<Reading<boolean>> {
  const names = await listManaged(reach);
  if (!Array.isArray(names)) return names;
  const machine = names.includes(DOMAIN_FILE) ? await readWord(reach) : true;
  if (machine === false) return knownReading(false);
  const person = await readOfPerson(reach, names, homeDir);
  if (person === false) return knownReading(false);
  if (machine !== true) return machine;
  return person === true ? knownReading(true) : person;
}

/** Names in the folder. Where it is missing, the folder around it has to be there, or this is no Mac's disk. */
async function listManaged(reach: ProbeReach): Promise<string[] | Unknown> {
  const listed = await reach.files.list(MANAGED);
  if (listed.ok) return listed.value;
  const around = listed.problem === 'not-found' ? await reach.files.kind('/Library') : listed;
  return around.ok ? [] : unknownFrom(around, 'the folder of managed settings');
}

async function readOfPerson(
  reach: ProbeReach,
  names: readonly string[],
  homeDir: string | null,
): Promise<boolean | Unknown> {
  const folders = names.filter((name) => !name.endsWith('.plist') && !name.startsWith('.'));
  if (folders.length === 0) return true;
  if (homeDir === null)
    return unknown('needs-person-session', 'settings of persons are there, and this scan is no person’s');
  // The folder bears the account's name, which as a rule is that of the home folder.
  const own = homeDir.slice(homeDir.lastIndexOf('/') + 1);
  if (!folders.includes(own))
    return unknown('unreadable', 'whether any of the persons’ settings are this person’s could not be told');
  const files = await reach.files.list(`${MANAGED}/${own}`);
  if (!files.ok) return unknownFrom(files, 'managed settings of the person');
  return files.value.includes(DOMAIN_FILE) ? readWord(reach, own) : true;
}

/** A file without the word forbids nothing. */
async function readWord(reach: ProbeReach, account?: string): Promise<boolean | Unknown> {
  const read = await readManaged(reach, DOMAIN, KEY, account);
  if ('kind' in read) return read;
  if (read.value === null) return true;
  const word = yesOrNo(read.value);
  return word === 'unreadable' ? unknown('unreadable', `${KEY} is neither yes nor no`) : word;
}
