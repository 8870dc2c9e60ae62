import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, type Unknown, unknownFrom } from '../probe.ts';
import { isPersonSid, type Person } from '../windows/people.ts';
import { sameSid } from '../windows/signed-in-users.ts';

/** A key for each account that has a profile: https://learn.microsoft.com/en-us/troubleshoot/windows-server/user-profiles-and-logon/renaming-user-account-not-change-profile-path */
const PROFILES = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';

/**
 * How many people have a profile here whose own part of the registry was not read: that of somebody who is not signed in is a file, and loading it would
 * change the machine.
 */
export async function countOtherProfiles(
  reach: ProbeReach,
  people: readonly Person[],
  hidden: Unknown | null,
): Promise<Reading<number>> {
  if (hidden !== null) return hidden;
  const profiles = await reach.registry.readTree('HKLM', PROFILES, { values: [], depth: 1 });
  if (!profiles.ok) return unknownFrom(profiles, 'the list of profiles');
  const others = Object.keys(profiles.value.keys).filter(
    (sid) => isPersonSid(sid) && !people.some((person) => sameSid(person.sid, sid)),
  );
  return knownReading(others.length);
}
