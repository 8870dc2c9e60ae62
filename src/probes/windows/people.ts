import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey, RegistryQuestion } from '../../platform/windows/registry.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';
import { askNative } from './ask-native.ts';
import { askSignedInUsers, type SignedInUser, sameSid } from './signed-in-users.ts';

/** Whose settings and programs are read. The account's id is asked with and never told on. */
export type Person = {
  sid: string;
  /** This process runs as this person, so that HKCU and the process's own folders are theirs. */
  own: boolean;
};

/**
 * Accounts of people: S-1-5-21-… of a machine or domain, S-1-12-1-… of Entra ID. Services (S-1-5-18, -19, -20) are none.
 * https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers
 */
const PERSON_SID = /^S-1-(5-21|12-1)(-\d{1,10}){4}$/i;

export function isPersonSid(sid: string): boolean {
  return PERSON_SID.test(sid);
}

/**
 * Whom a scan is about: the account of this process when it is a person's own, else the one account that is signed in and active.
 * "Could not tell" when nobody is, when several are, or when Windows does not say.
 */
export async function findPerson(reach: ProbeReach): Promise<Person | Unknown> {
  const asked = await askNative(reach, 'thisProcess');
  if (!asked.ok) return asked.unknown;
  const { sid, elevated } = asked.answer;
  const itself = { sid, own: true };
  const isPerson = PERSON_SID.test(sid);
  if (isPerson && !elevated) return itself;
  const users = await readSignedIn(reach);
  if ('kind' in users) return isPerson ? itself : users;
  if (isPerson && (users.length === 0 || users.some((user) => sameSid(user.sid, sid)))) return itself;
  // Elevated with another account, or a service: the person is whoever sits at the screen.
  const active = users.filter((user) => user.active);
  if (active.length === 1 && active[0] !== undefined) return { sid: active[0].sid, own: false };
  const who = active.length === 0 ? 'nobody is signed in now' : 'several people are signed in now';
  return unknown('needs-person-session', who);
}

async function readSignedIn(reach: ProbeReach): Promise<SignedInUser[] | Unknown> {
  const users = await askSignedInUsers(reach);
  return Array.isArray(users) ? users.filter(({ sid }) => PERSON_SID.test(sid)) : users;
}

/** Reads below a person's own part of the registry; `path` as it stands under HKCU. */
export function readHive(
  reach: ProbeReach,
  person: Person,
  path: string,
  question: RegistryQuestion,
): Promise<Outcome<RegistryKey>> {
  if (person.own) return reach.registry.readTree('HKCU', path, question);
  // HKCU\Software\Classes is a hive of its own, `<SID>_Classes`: https://learn.microsoft.com/en-us/windows/win32/winprog64/shared-registry-keys
  const classes = /^software\\classes\\(.*)$/i.exec(path)?.[1];
  const below = classes === undefined ? `${person.sid}\\${path}` : `${person.sid}_Classes\\${classes}`;
  return reach.registry.readTree('HKU', below, question);
}

/**
 * Everybody whose part of the registry is loaded and open to this process: for an ordinary account itself, with administrator rights
 * all who are signed in. `gap` says why there may be more.
 */
export async function peopleHere(reach: ProbeReach): Promise<{ people: Person[]; gap: Unknown | null }> {
  const asked = await askNative(reach, 'thisProcess');
  if (!asked.ok) return { people: [], gap: asked.unknown };
  const { sid, elevated } = asked.answer;
  const itself = PERSON_SID.test(sid) ? [{ sid, own: true }] : [];
  if (itself.length > 0 && !elevated) return { people: itself, gap: null };
  const loaded = await reach.registry.readTree('HKU', '', { values: [], depth: 1 });
  if (!loaded.ok) return { people: itself, gap: unknownFrom(loaded, 'the list of loaded accounts') };
  const others = Object.keys(loaded.value.keys)
    .filter((name) => PERSON_SID.test(name) && !sameSid(name, sid))
    .map((name) => ({ sid: name, own: false }));
  return { people: [...itself, ...others], gap: null };
}
