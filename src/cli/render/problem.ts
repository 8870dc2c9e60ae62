import type { Problem } from '../../contract/problem.ts';
import { clean, type Style } from './style.ts';

/** `error: <what> (<code>)` and where to read on. */
export function renderError(
  problem: Problem,
  style: Style,
  more = `keyready explain ${problem.code}`,
): string {
  return `${style.bold(style.state.blocked('error:'))} ${says(problem)}\n${style.dim(`  more: ${clean(more)}`)}\n`;
}

/** Something went wrong beside the answer, which stands. */
export function renderWarning(problem: Problem, style: Style): string {
  return `${style.bold('note:')} ${says(problem)}\n`;
}

function says(problem: Problem): string {
  return `${clean(problem.detail ?? problem.title)} (${clean(problem.code)})`;
}
