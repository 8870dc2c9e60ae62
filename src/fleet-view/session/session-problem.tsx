import { Spinner } from '@fluentui/react-components';
import type { Problem } from '../../contract/problem.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { words } from '../words.en.ts';
import { SignInFrame } from './sign-in-frame.tsx';

/** While the session is being asked for: half a second at most, so nothing but a word. */
export function CheckingSession() {
  return (
    <SignInFrame>
      <Spinner size="small" label={words.signIn.checking} />
    </SignInFrame>
  );
}

/** The session could not even be asked for, e.g. because the collector is down. */
export function SessionProblem({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  return (
    <SignInFrame>
      <ProblemNote problem={problem} onRetry={onRetry} />
    </SignInFrame>
  );
}
