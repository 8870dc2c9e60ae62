import type { Problem } from '../../contract/problem.ts';
import { words } from '../words.en.ts';

/** An expected failure of a question to the collector, with the words to show. */
export class FleetProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options: { cause?: unknown } = {}) {
    super(problem.title, options);
    this.name = 'FleetProblem';
    this.problem = problem;
  }
}

/** The problem to show for anything a query may throw; a defect becomes a problem without its inner message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof FleetProblem) return error.problem;
  return { code: 'fleet.page-failed', title: words.problems.page.title, todo: words.problems.page.todo };
}

/** True when the collector asks for a sign-in: there is no session, or it has ended. */
export function needsSignIn(error: unknown): boolean {
  return error instanceof FleetProblem && error.problem.code === 'access.sign-in-needed';
}
