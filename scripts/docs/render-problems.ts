import type { ProblemBook } from '../../src/contract/policy.ts';
import { type ProblemCode, problemCatalogue } from '../../src/contract/problem.ts';
import { generatedNote, table } from './markdown.ts';

/** docs/problems.md: every problem code, its HTTP status, what it means and what to do. */
export function renderProblems(book: ProblemBook): string {
  const rows = (Object.keys(problemCatalogue) as ProblemCode[]).map((code) => {
    const entry: { readonly status?: number } = problemCatalogue[code];
    const words = book.problems[code];
    return [
      `\`${code}\``,
      entry.status === undefined ? '' : String(entry.status),
      words === undefined ? '' : `**${words.title}.** ${words.means}`,
      words?.todo ?? '',
    ];
  });
  return `${generatedNote}
# Problems

Every failure that Keyready expects has a code that stays the same. \`keyready explain CODE\` prints one; over HTTP they
travel as RFC 9457 problem documents with the status given here.

${table(['code', 'status', 'meaning', 'what to do'], rows)}
`;
}
