import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { closedKeysBelow, keysBelow, numberOf } from './registry-values.ts';

/** What the registry says of one account: a PIN for sign-in (null: not told), and the mask of enrolled biometrics. */
export type HelloAccount = { pin: boolean | null; factors: number };

const AUTHENTICATION = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication';
/** The provider of Hello's PIN; below it a key for each account that can use one. */
const PIN_PROVIDER = `${AUTHENTICATION}\\Credential Providers\\{D6886603-9D2F-4EB2-B667-1971041FA96B}`;
const ENROLLED = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WinBio\\AccountInfo';

function accountKeys(key: RegistryKey, value: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [name, below] of keysBelow(key)) {
    const number = numberOf(below, value);
    if (/^S-1-/i.test(name) && number !== null) found.set(name.toUpperCase(), number);
  }
  return found;
}

/** 1 is a PIN that works at sign-in, 0 none. Other values are seen (2) and not explained anywhere. */
function pinOf(available: number): boolean | null {
  return available === 1 ? true : available === 0 ? false : null;
}

/**
 * Accounts with their Hello state, by SID in upper case. Microsoft documents neither key, inventory scripts read both, so they are a
 * second source beside the calls: https://www.imab.dk/endpoint-analytics-find-devices-not-enrolled-with-windows-hello-for-business/
 * `denied` when the key of some account is closed, since then the list is not whole.
 */
export async function readHelloAccounts(reach: ProbeReach): Promise<Outcome<Map<string, HelloAccount>>> {
  const [pins, enrolled] = await Promise.all([
    reach.registry.readTree('HKLM', PIN_PROVIDER, { values: ['LogonCredsAvailable'], depth: 1 }),
    reach.registry.readTree('HKLM', ENROLLED, { values: ['EnrolledFactors'], depth: 1 }),
  ]);
  // Every Windows that has Hello has the provider.
  if (!pins.ok)
    return pins.problem === 'not-found' ? { ...pins, detail: 'Windows has no sign-in by PIN here' } : pins;
  // Nobody has enrolled anything where there is no such key.
  if (!enrolled.ok && enrolled.problem !== 'not-found') return enrolled;
  const trees = enrolled.ok ? [pins.value, enrolled.value] : [pins.value];
  if (trees.some((tree) => closedKeysBelow(tree).length > 0))
    return { ok: false, problem: 'denied', detail: 'keys of some accounts are closed' };
  const accounts = new Map<string, HelloAccount>();
  for (const [sid, available] of accountKeys(pins.value, 'LogonCredsAvailable'))
    accounts.set(sid, { pin: pinOf(available), factors: 0 });
  const masks = enrolled.ok ? accountKeys(enrolled.value, 'EnrolledFactors') : new Map<string, number>();
  for (const [sid, factors] of masks) accounts.set(sid, { pin: accounts.get(sid)?.pin ?? null, factors });
  return { ok: true, value: accounts };
}
