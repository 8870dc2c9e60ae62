import type { ProbeReach } from '../../platform/reach.ts';
import type { Unknown } from '../probe.ts';
import { askNative, whyUncalled } from './ask-native.ts';

/** An account with a session here. `active`: in use now. The id is asked with and never told on. */
export type SignedInUser = { sid: string; active: boolean };

/** Who has a session at the screen or over Remote Desktop, or why Windows does not say. */
export async function askSignedInUsers(reach: ProbeReach): Promise<SignedInUser[] | Unknown> {
  const asked = await askNative(reach, 'signedInUsers');
  if (!asked.ok) return asked.unknown;
  return 'users' in asked.answer ? asked.answer.users : whyUncalled('WTSEnumerateSessions', asked.answer);
}

export function sameSid(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
