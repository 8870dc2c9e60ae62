import { useEffect, useState } from 'react';
import type { AppSnapshot, Bridge } from '../contract/ipc.ts';
import type { Problem } from '../contract/problem.ts';

/** What main says the window should show, followed as it changes; null until the first answer. */
export function useSnapshot(bridge: Bridge): { snapshot: AppSnapshot | null; problem: Problem | null } {
  const [snapshot, setSnapshot] = useState<AppSnapshot | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let listening = true;
    // Listen first, then ask: what changes in between arrives as a whole state and must not be overwritten by the answer.
    let told = false;
    const stop = bridge.app.changed((next) => {
      told = true;
      setSnapshot(next);
    });
    void bridge.app.snapshot().then((answer) => {
      if (!listening) return;
      if (!answer.ok) setProblem(answer.problem);
      else if (!told) setSnapshot(answer.value);
    });
    return () => {
      listening = false;
      stop();
    };
  }, [bridge]);
  return { snapshot, problem };
}
