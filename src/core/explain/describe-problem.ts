import type { ProblemBook } from '../../contract/policy.ts';
import { type Problem, type ProblemCode, ProblemError, problemCatalogue } from '../../contract/problem.ts';

/**
 * Any thrown thing as a problem with words. An expected failure keeps its code, detail and place; everything else is a
 * defect and becomes `internalCode`, without its message or stack, which may hold paths or data.
 */
export function describeProblem(
  error: unknown,
  book: ProblemBook,
  internalCode: ProblemCode = 'cli.internal',
): Problem {
  const expected = error instanceof ProblemError;
  const code = expected ? error.code : internalCode;
  const words = Object.hasOwn(book.problems, code) ? book.problems[code] : undefined;
  const status = statusOf(code);
  return {
    code,
    title: words?.title ?? code,
    ...(status === undefined ? {} : { status }),
    ...(expected ? { detail: error.message } : words === undefined ? {} : { detail: words.means }),
    ...(expected && error.where !== undefined ? { where: error.where } : {}),
    ...(words === undefined ? {} : { todo: words.todo }),
  };
}

function statusOf(code: ProblemCode): number | undefined {
  const entry: { readonly status?: number } = problemCatalogue[code];
  return entry.status;
}
