import { type Problem, ProblemError } from '../contract/problem.ts';
import { type ExitCode, exitCodeOfProblem } from './exit-codes.ts';
import type { CliIo } from './io.ts';
import { renderError } from './render/problem.ts';
import { styleFor } from './render/style.ts';

/**
 * Prints what was thrown and gives the exit code. A defect shows its stack only when `KEYREADY_TRACE` is set: it may hold paths.
 */
export function reportFailure(io: CliIo, error: unknown, help = 'keyready --help'): ExitCode {
  const expected = error instanceof ProblemError;
  const problem: Problem = expected
    ? { code: error.code, title: error.code, detail: error.message }
    : { code: 'cli.internal', title: 'a defect in Keyready; set KEYREADY_TRACE=1 to see where' };
  const code = expected ? error.code : 'cli.internal';
  const more = code === 'cli.usage' || code === 'cli.unknown-code' ? help : `keyready explain ${code}`;
  io.stderr.write(renderError(problem, styleFor(io, io.stderr), more));
  if (!expected && io.env.KEYREADY_TRACE) io.stderr.write(`${traceOf(error)}\n`);
  return exitCodeOfProblem(code);
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
