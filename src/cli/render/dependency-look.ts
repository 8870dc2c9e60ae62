import type { ExplainedDependency } from '../../contract/password-dependencies.ts';
import type { VerdictState } from '../../contract/verdict.ts';

type Judged = Pick<ExplainedDependency, 'answer' | 'grade'>;

/** What has to be dealt with or looked into before passwords end. */
export function isOpen({ answer }: Pick<Judged, 'answer'>): boolean {
  return ['needs-password', 'no-passkey-prompt', 'retired', 'ask-admin', 'could-not-read'].includes(answer);
}

/** A state that looks like the answer. */
export function lookOf({ answer, grade }: Judged): VerdictState {
  if (answer === 'could-not-read') return 'unknown';
  if (answer === 'ask-admin') return 'ready-after-action';
  if (answer === 'ready') return grade === 'possible' || grade === 'none' ? 'unknown' : 'ready';
  if (!isOpen({ answer })) return 'not-applicable';
  return grade === 'proven' || grade === 'likely' ? 'blocked' : 'unknown';
}
