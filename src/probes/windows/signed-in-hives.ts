import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';
import { askNative, whyUncalled } from './ask-native.ts';

/** SIDs of people with a session here, those only whose part of the registry is loaded. `active`: in use now. */
export async function signedInHives(
  reach: ProbeReach,
): Promise<{ sid: string; active: boolean }[] | Unknown> {
  const asked = await askNative(reach, 'signedInUsers');
  if (!asked.ok) return asked.unknown;
  if (!('users' in asked.answer)) return whyUncalled('WTSEnumerateSessions', asked.answer);
  const loaded: { sid: string; active: boolean }[] = [];
  for (const user of asked.answer.users.slice(0, 20)) {
    if (!/^S-1-[0-9-]{1,180}$/i.test(user.sid)) return unknown('unreadable', 'an account id in another form');
    const hive = await reach.registry.readTree('HKU', user.sid, { values: [] });
    if (hive.ok) loaded.push(user);
    else if (hive.problem !== 'not-found') return unknownFrom(hive);
  }
  return loaded;
}
