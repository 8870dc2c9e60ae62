import type { PlainValue } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';

/** Where macOS lays what configuration profiles set, for all and for each account: property lists by preference domain. */
export const MANAGED = '/Library/Managed Preferences';

/**
 * One setting of the company for this Mac or, with `account`, for that account alone. Null when no profile sets it: macOS makes these
 * files anew at each change of the profiles, and without one there is none. Keys: https://developer.apple.com/documentation/devicemanagement
 */
export async function readManaged(
  reach: ProbeReach,
  domain: string,
  key: string,
  account?: string,
): Promise<{ value: PlainValue | null } | Unknown> {
  const folder = account === undefined ? MANAGED : `${MANAGED}/${account}`;
  const read = await reach.files.readParts(`${folder}/${domain}.plist`, 'plist', {
    at: [],
    each: false,
    keep: { [key]: 'value' },
  });
  if (!read.ok) return read.problem === 'not-found' ? { value: null } : unknownFrom(read);
  const kept = read.value[0]?.kept;
  if (kept === undefined) return unknown('unreadable', `${domain} is no dictionary`);
  if (!Object.hasOwn(kept, key)) return { value: null };
  const value = kept[key];
  return value === null || value === undefined || Array.isArray(value)
    ? unknown('unreadable', `${key} has another form`)
    : { value };
}

/** Name of the folder that the account's own settings lie in, as far as the home folder tells it. */
export function accountOf(homeDir: string): string | undefined {
  return /^\/Users\/([^/\0]{1,200})$/.exec(homeDir)?.[1];
}

/** A setting that is true or false; property lists may also say 1 or 0. */
export function yesOrNo(value: PlainValue): boolean | 'unreadable' {
  if (value === true || value === 1) return true;
  return value === false || value === 0 ? false : 'unreadable';
}
