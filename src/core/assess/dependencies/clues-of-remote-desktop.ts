import type { PasswordDependency } from '../../../contract/password-dependencies.ts';
import { factsOf } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import { judgeRemoteDesktop } from './remote-desktop.ts';
import type { Clue, Entry } from './weigh-evidence.ts';

/**
 * What Microsoft's matrix says of a client on this system; null for programs that are not in it. Only that it cannot start a session with a passkey is a
 * clue: that it can is no answer of the other computer. What single connections ask for is told by their settings.
 */
export function limitOfRemoteDesktop(
  entry: Entry,
  subject: Subject,
): { uses: NonNullable<PasswordDependency['remoteDesktop']>; clues: Clue[] } | null {
  const [ability] = judgeRemoteDesktop(factsOf(subject, 'os'), [{ entry: entry.id, found: [] }]);
  if (ability === undefined) return null;
  const { start, inside } = ability;
  const clue: Clue = {
    from: 'version',
    own: false,
    evidence: {
      id: 'remote-desktop/start',
      says: start.because,
      means: 'no session can be started with a passkey',
      shows: 'not-passkey-ready',
      grade: 'likely',
      count: 1,
      source: start.source,
    },
  };
  return { uses: { start, inside }, clues: start.can === 'no' ? [clue] : [] };
}
