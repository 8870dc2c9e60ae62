import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  type Unknown,
  unknown,
} from '../probe.ts';
import { askNative } from '../windows/ask-native.ts';
import { readHelloAccounts } from '../windows/hello-accounts.ts';
import { runDsregcmd } from '../windows/run-dsregcmd.ts';
import { askWhoseSession } from '../windows/whose-session.ts';
import {
  isMachineView,
  judgeCredential,
  judgePrerequisites,
  judgeSignInError,
  judgeToken,
  unanswered,
} from './judge-dsregcmd.ts';

type HelloFacts = FactsOf<'hello-for-business'>;

/**
 * Evidence without the program. The call tells of a key of the person who joined the device
 * (https://learn.microsoft.com/en-us/windows/win32/api/lmjoin/ns-lmjoin-dsreg_user_info), and who that is it is not asked. So it counts
 * only where this account is the one with a PIN here. That such a key is missing proves nothing.
 */
async function hasCredentialByCalls(reach: ProbeReach, sid: string): Promise<boolean> {
  const [joined, accounts] = await Promise.all([askNative(reach, 'entraJoin'), readHelloAccounts(reach)]);
  if (!joined.ok || !('join' in joined.answer) || joined.answer.join?.hasUserKey !== true) return false;
  if (!accounts.ok) return false;
  const own = accounts.value.get(sid.toUpperCase());
  const others = [...accounts.value.values()].filter((account) => account !== own && account.pin !== false);
  return own?.pin === true && others.length === 0;
}

/** What the calls still tell where the program did not answer for this person. */
async function observeByCalls(reach: ProbeReach, sid: string, why: Unknown): Promise<Found<HelloFacts>> {
  if (!(await hasCredentialByCalls(reach, sid))) return why;
  const facts: HelloFacts = {
    ...unanswered(why),
    credential: knownReading(true),
    prerequisites: notApplicable('it is set up'),
  };
  return { kind: 'known', facts, source: 'NetGetAadJoinInformation, registry' };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<HelloFacts>> {
  const whose = await askWhoseSession(reach);
  if (stop.aborted) return cancelled();
  if (whose.kind !== 'person') return whose;
  const status = await runDsregcmd(reach);
  if (stop.aborted) return cancelled();
  if (!('flag' in status)) return observeByCalls(reach, whose.sid, status);
  if (isMachineView(status)) {
    const why = unknown('needs-person-session', "dsregcmd answered for the machine's own account");
    return observeByCalls(reach, whose.sid, why);
  }
  return {
    kind: 'known',
    facts: {
      credential: judgeCredential(status),
      primaryRefreshToken: judgeToken(status),
      prerequisites: judgePrerequisites(status),
      lastSignInError: judgeSignInError(status),
    },
    source: 'dsregcmd /status',
  };
}

/** Windows Hello for Business of the person whose session asks, from `dsregcmd /status`. */
export const helloForBusinessWin32: Probe<'hello-for-business'> = { signal: 'hello-for-business', observe };
