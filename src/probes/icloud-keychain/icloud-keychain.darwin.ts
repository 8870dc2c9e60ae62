import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { nobodysSession } from '../macos/as-root.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { readKeychainAllowed } from './read-keychain-allowed.ts';

type IcloudKeychainFacts = FactsOf<'icloud-keychain'>;
type Personal = Pick<IcloudKeychainFacts, 'signedIn' | 'on'>;

const FILE = 'MobileMeAccounts.plist';
const accountsQuestion = { at: [], each: false, keep: { Accounts: 'presence' } } as const;
const keychainQuestion = {
  at: ['Accounts', '*', 'Services'],
  each: true,
  only: { key: 'Name', values: ['KEYCHAIN_SYNC'] },
  keep: { Enabled: 'value' },
} as const;

/**
 * The person's own list of iCloud accounts. No page documents it; scripts of administrators ask `Accounts:0:Services` for KEYCHAIN_SYNC, and
 * whether today's macOS keeps that layout was not seen. So only an account that stands there is one, and only `Enabled` itself is yes or no.
 */
async function readPersonal(reach: ProbeReach, homeDir: string): Promise<Personal> {
  const folder = `${homeDir}/Library/Preferences`;
  const accounts = await reach.files.readParts(`${folder}/${FILE}`, 'plist', accountsQuestion);
  if (!accounts.ok) {
    if (accounts.problem !== 'not-found') return both(unknownFrom(accounts, 'the list of iCloud accounts'));
    // macOS makes the list with the first account; without the folder for it this is not the person's home.
    const kind = await reach.files.kind(folder);
    if (!kind.ok) return both(unknownFrom(kind, 'the folder of the person’s settings'));
    return both(knownReading(false));
  }
  const isSignedIn = accounts.value[0]?.kept.Accounts;
  if (isSignedIn === false) return both(knownReading(false));
  if (isSignedIn !== true)
    return both(unknown('unreadable', 'the list of iCloud accounts has another layout'));
  const signedIn = knownReading(true);
  const services = await reach.files.readParts(`${folder}/${FILE}`, 'plist', keychainQuestion);
  if (!services.ok) return { signedIn, on: unknownFrom(services, 'the list of iCloud accounts') };
  return { signedIn, on: judgeOn(services.value.map(({ kept }) => kept.Enabled)) };
}

function both(reading: Reading<boolean>): Personal {
  return { signedIn: reading, on: reading };
}

/** What each account says of its keychain. A missing word is no word, since macOS also leaves it out. */
function judgeOn(enabled: readonly unknown[]): Reading<boolean> {
  if (enabled.some((value) => value === 1 || value === true)) return knownReading(true);
  const isOff = enabled.length > 0 && enabled.every((value) => value === 0 || value === false);
  return isOff
    ? knownReading(false)
    : unknown('unreadable', 'whether iCloud Keychain is on does not stand there');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<IcloudKeychainFacts>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  const nobody = await nobodysSession(reach);
  if (stop.aborted) return cancelled();
  const { homeDir } = about.value;
  const personal = nobody === null ? await readPersonal(reach, homeDir) : both(nobody);
  if (stop.aborted) return cancelled();
  const allowed = await readKeychainAllowed(reach, nobody === null ? homeDir : null);
  if (stop.aborted) return cancelled();
  const facts = { ...personal, allowed };
  if (personal.signedIn.kind === 'unknown' && allowed.kind === 'unknown')
    return unknown(personal.signedIn.reason, personal.signedIn.detail);
  const sources = [
    personal.signedIn.kind === 'known' && FILE,
    allowed.kind === 'known' && 'managed settings',
  ];
  return { kind: 'known', facts, source: sources.filter(Boolean).join(', ') };
}

/** iCloud Keychain by the person's own settings and the company's. That passkeys do sync is not seen. */
export const icloudKeychainDarwin: Probe<'icloud-keychain'> = { signal: 'icloud-keychain', observe };
