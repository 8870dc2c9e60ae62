import type { ExplainedDependency } from '../../contract/password-dependencies.ts';
import type { VerdictState } from '../../contract/verdict.ts';

type Judged = Pick<ExplainedDependency, 'answer' | 'grade'>;

/** A state that looks like the answer. */
export function lookOf({ answer, grade }: Judged): VerdictState {
  if (answer === 'could-not-read') return 'unknown';
  if (answer === 'ask-admin') return 'ready-after-action';
  if (answer === 'ready') return grade === 'possible' || grade === 'none' ? 'unknown' : 'ready';
  if (answer === 'own-account' || answer === 'not-affected') return 'not-applicable';
  return grade === 'proven' || grade === 'likely' ? 'blocked' : 'unknown';
}
