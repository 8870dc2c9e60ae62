import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { factorsIn } from '../windows/biometric-factors.ts';
import { type HelloAccount, readHelloAccounts } from '../windows/hello-accounts.ts';
import { askWhoseSession } from '../windows/whose-session.ts';
import { askConsentVerifier, askEntraPasskey, askKeyCredential, askWebauthn } from './ask-hello.ts';

type HelloFacts = FactsOf<'windows-hello'>;
type Accounts = Outcome<Map<string, HelloAccount>>;
/** What only the person's own session answers. */
type OwnFacts = Omit<HelloFacts, 'webauthnApi' | 'platformAuthenticator' | 'accounts'>;

const MAX_ACCOUNTS = 50;

/** Every account that has a PIN or biometrics. An account whose PIN state is not told and that has no biometrics is left out. */
function listAccounts(accounts: Accounts, ownSid: string | null): HelloFacts['accounts'] {
  if (!accounts.ok) return unknownFrom(accounts);
  const listed = [...accounts.value]
    .filter(([, { pin, factors }]) => pin === true || factorsIn(factors).length > 0)
    .slice(0, MAX_ACCOUNTS)
    .map(([sid, { pin, factors }]) => ({
      isThisPerson: sid === ownSid?.toUpperCase(),
      pin: pin === true,
      factors: factorsIn(factors),
    }));
  return knownReading(listed);
}

/** The registry's own word for this account comes first; an account without an entry is judged by whether keys can be made. */
function judgePin(own: HelloAccount | null, accounts: Accounts, keys: Reading<boolean>): Reading<boolean> {
  if (own?.pin !== null && own?.pin !== undefined) return knownReading(own.pin);
  if (keys.kind === 'known') return keys;
  return accounts.ok ? keys : unknownFrom(accounts);
}

/** Both sources together: the call does not see sensors of Enhanced Sign-in Security on every Windows. */
async function askFactors(
  reach: ProbeReach,
  sid: string,
  own: HelloAccount | null,
): Promise<HelloFacts['enrolledFactors']> {
  const noted = own?.factors ?? 0;
  const asked = await askNative(reach, 'enrolledFactors', sid);
  if (asked.ok && 'factors' in asked.answer) return knownReading(factorsIn(asked.answer.factors | noted));
  if (factorsIn(noted).length > 0) return knownReading(factorsIn(noted));
  return asked.ok ? whyUncalled('WinBioGetEnrolledFactors', asked.answer) : asked.unknown;
}

async function askPerson(reach: ProbeReach, sid: string, accounts: Accounts): Promise<OwnFacts> {
  const own = accounts.ok ? (accounts.value.get(sid.toUpperCase()) ?? null) : null;
  const [consentVerifier, keyCredential, entraPasskey, enrolledFactors] = await Promise.all([
    askConsentVerifier(reach),
    askKeyCredential(reach),
    askEntraPasskey(reach),
    askFactors(reach, sid, own),
  ]);
  const pinSet = judgePin(own, accounts, keyCredential);
  return { consentVerifier, keyCredential, entraPasskey, enrolledFactors, pinSet };
}

/** The same reason for all that a person's session would answer. */
function unanswered(why: Unknown): OwnFacts {
  return { consentVerifier: why, keyCredential: why, entraPasskey: why, enrolledFactors: why, pinSet: why };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<HelloFacts>> {
  const whose = await askWhoseSession(reach);
  if (stop.aborted) return cancelled();
  const [webauthn, accounts] = await Promise.all([askWebauthn(reach), readHelloAccounts(reach)]);
  if (stop.aborted) return cancelled();
  const isPerson = whose.kind === 'person';
  const own = isPerson ? await askPerson(reach, whose.sid, accounts) : unanswered(whose);
  if (stop.aborted) return cancelled();
  const facts: HelloFacts = {
    webauthnApi: webauthn.webauthnApi,
    platformAuthenticator: isPerson ? webauthn.platformAuthenticator : whose,
    ...own,
    accounts: listAccounts(accounts, isPerson ? whose.sid : null),
  };
  const { webauthnApi } = facts;
  const isAnswered = Object.values(facts).some((reading) => reading.kind === 'known');
  if (!isAnswered && webauthnApi.kind === 'unknown') return unknown(webauthnApi.reason, webauthnApi.detail);
  return { kind: 'known', facts, source: 'webauthn.dll, Windows Runtime, registry' };
}

/** Windows Hello of the person whose session asks, and which accounts of this PC use it. */
export const windowsHelloWin32: Probe<'windows-hello'> = { signal: 'windows-hello', observe };
