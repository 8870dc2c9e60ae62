import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';
import { askSignedInUsers, type SignedInUser } from './signed-in-users.ts';

/** SIDs of people with a session here, those only whose part of the registry is loaded. `active`: in use now. */
export async function signedInHives(reach: ProbeReach): Promise<SignedInUser[] | Unknown> {
  const users = await askSignedInUsers(reach);
  if (!Array.isArray(users)) return users;
  const loaded: SignedInUser[] = [];
  for (const user of users.slice(0, 20)) {
    if (!/^S-1-[0-9-]{1,180}$/i.test(user.sid)) return unknown('unreadable', 'an account id in another form');
    const hive = await reach.registry.readTree('HKU', user.sid, { values: [] });
    if (hive.ok) loaded.push(user);
    else if (hive.problem !== 'not-found') return unknownFrom(hive);
  }
  return loaded;
}
