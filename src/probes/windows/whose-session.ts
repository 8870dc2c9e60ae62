import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown } from '../probe.ts';
import { askNative } from './ask-native.ts';
import { askSignedInUsers, sameSid } from './signed-in-users.ts';

/** The person in whose session this runs, or why it runs in nobody's. */
export type WhoseSession = { kind: 'person'; sid: string } | Unknown;

/**
 * SYSTEM, Local Service and Network Service:
 * https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers
 */
const SERVICE_ACCOUNTS = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/**
 * Whether answers about "the person" mean somebody. A service does not sit in a person's session (session 0, or a service account),
 * and a program elevated with another account's password answers for that account, whom nobody asked about.
 */
export async function askWhoseSession(reach: ProbeReach): Promise<WhoseSession> {
  const asked = await askNative(reach, 'thisProcess');
  if (!asked.ok) return asked.unknown;
  const { sid, sessionId, elevated } = asked.answer;
  if (SERVICE_ACCOUNTS.includes(sid.toUpperCase()) || sessionId === 0)
    return unknown('needs-person-session', 'this scan runs as a service, not in the session of a person');
  if (elevated && (await isSomebodyElse(reach, sid)))
    return unknown(
      'needs-person-session',
      'this scan runs with rights of another account than the one signed in',
    );
  return { kind: 'person', sid };
}

/** Somebody is signed in, and it is not this account. A list that cannot be had proves nothing. */
async function isSomebodyElse(reach: ProbeReach, sid: string): Promise<boolean> {
  const users = await askSignedInUsers(reach);
  return Array.isArray(users) && users.length > 0 && !users.some((user) => sameSid(user.sid, sid));
}
