import type { FactsOf } from '../../contract/signals.ts';
import { knownReading, notApplicable, type Unknown, unknown } from '../probe.ts';
import type { DsregStatus } from '../windows/parse-dsregcmd.ts';

type HelloFacts = FactsOf<'hello-for-business'>;

// Meaning of the lines: https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd

/**
 * Whose state the text tells. Run as a service, or for its tests as administrator on a device of a domain, the program speaks as the
 * machine's own account, whose name ends in `$`: then its NO is nobody's NO.
 */
export function isMachineView(status: DsregStatus): boolean {
  const account = status.value('Executing Account Name')?.split(',')[0]?.trim() ?? '';
  return account.endsWith('$') || /\\SYSTEM$/i.test(account);
}

/** A credential of this person on this device. */
export function judgeCredential(status: DsregStatus): HelloFacts['credential'] {
  const isSet = status.flag('NgcSet');
  return isSet === null ? unknown('unreadable', 'NgcSet says neither yes nor no') : knownReading(isSet);
}

/** Only a joined device keeps its token here; on a registered one, NO is normal. */
export function judgeToken(status: DsregStatus): HelloFacts['primaryRefreshToken'] {
  const isHeld = status.flag('AzureAdPrt');
  if (isHeld === true) return knownReading(true);
  if (status.flag('AzureAdJoined') === false)
    return notApplicable('only a joined device has a primary refresh token of its own');
  return isHeld === null || status.flag('AzureAdJoined') === null
    ? unknown('unreadable', 'AzureAdPrt says neither yes nor no')
    : knownReading(false);
}

/** Names of lines that say NO, whichever they are: in certificate trust one that other devices lack decides. */
function unmetLines(lines: readonly { key: string; value: string }[]): string[] {
  return (
    lines
      .filter(({ value }) => /^no\b/i.test(value))
      .map(({ key }) => key)
      // A question what is required, not whether it is met (Windows 10 before 1803).
      .filter((key) => !key.endsWith('Required'))
      .slice(0, 20)
  );
}

/** Windows' own check, which it leaves out where Hello is set up. A line it could not answer makes its "will not" worthless. */
export function judgePrerequisites(status: DsregStatus): HelloFacts['prerequisites'] {
  if (status.flag('NgcSet') === true) return notApplicable('it is set up');
  const result = status.value('PreReqResult');
  if (result === null) return unknown('not-supported', 'Windows printed no check');
  if (result === 'WillProvision') return knownReading({ willProvision: true, unmet: [] });
  if (result !== 'WillNotProvision') return unknown('unreadable', 'the result of the check is not known');
  const lines = status.linesBeside('PreReqResult');
  if (lines.some(({ value }) => value === 'UNKNOWN' || value.startsWith('ERROR')))
    return unknown('refused', 'Windows could not run its check');
  return knownReading({ willProvision: false, unmet: unmetLines(lines) });
}

/** Code of the last attempt to get a token, printed only after a failed one. */
export function judgeSignInError(status: DsregStatus): HelloFacts['lastSignInError'] {
  const code = status.value('Attempt Status');
  if (code === null || /^0x0+$/i.test(code)) return notApplicable('no failed sign-in is told');
  const word = code.toLowerCase();
  return /^0x[0-9a-f]{1,8}$/.test(word)
    ? knownReading(word)
    : unknown('unreadable', 'the code of the last sign-in is in another form');
}

/** The same reason for everything. */
export function unanswered(why: Unknown): HelloFacts {
  return { credential: why, primaryRefreshToken: why, prerequisites: why, lastSignInError: why };
}
