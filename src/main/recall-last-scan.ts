import type { Agent } from '../agent/agent.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';
import type { AppState } from './app-state.ts';
import { shownOf } from './scan-runner.ts';

/**
 * Puts what this installation remembers into the state: the last verdict and what was sent. What cannot be read shows
 * as a problem with its code; the window opens all the same. Never rejects.
 *
 * @returns when the remembered scan was made, or null without one
 */
export async function recallLastScan(options: {
  agent: Pick<Agent, 'lastScan' | 'status'>;
  state: AppState;
  describe: (error: unknown) => Problem;
  onDefect: (error: unknown) => void;
}): Promise<Date | null> {
  const { agent, state } = options;
  const [scan, status] = await Promise.allSettled([agent.lastScan(), agent.status()]);
  for (const part of [scan, status]) {
    if (part.status === 'rejected') {
      if (!(part.reason instanceof ProblemError)) options.onDefect(part.reason);
      state.change({ lastProblem: options.describe(part.reason) });
    }
  }
  if (status.status === 'fulfilled') state.change({ upload: status.value });
  if (scan.status !== 'fulfilled' || scan.value === null) return null;
  state.change(shownOf(scan.value));
  return new Date(scan.value.partial.startedAt);
}
