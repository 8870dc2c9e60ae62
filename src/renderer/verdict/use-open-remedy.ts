import { useState } from 'react';
import type { Action } from '../../contract/explained.ts';
import type { Bridge } from '../../contract/ipc.ts';
import type { Problem } from '../../contract/problem.ts';

/** Opens the page of an action, and keeps why that failed until the next try. */
export function useOpenRemedy(remedy: Bridge['remedy']): {
  open: (action: Action) => void;
  problem: Problem | null;
} {
  const [problem, setProblem] = useState<Problem | null>(null);
  async function openAction({ code }: Action): Promise<void> {
    const answer = await remedy.open({ code });
    setProblem(answer.ok ? null : answer.problem);
  }
  return { open: (action) => void openAction(action), problem };
}
