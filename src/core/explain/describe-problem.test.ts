import { describe, expect, test } from 'vitest';
import { Problem, type ProblemCode, ProblemError, problemCatalogue } from '../../contract/problem.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { describeProblem } from './describe-problem.ts';

const { problems } = await readPolicyFiles();

describe('describeProblem', () => {
  test('an expected failure keeps code, status, detail and place, and gets words', () => {
    const error = new ProblemError('ingest.schema', 'wrong type', { where: '/signals/tpm' });
    expect(describeProblem(error, problems)).toEqual({
      code: 'ingest.schema',
      title: problems.problems['ingest.schema']?.title,
      status: 422,
      detail: 'wrong type',
      where: '/signals/tpm',
      todo: problems.problems['ingest.schema']?.todo,
    });
  });

  test.each<[string, unknown]>([
    ['a defect', new TypeError('secret path /home/someone')],
    ['a thrown text', 'secret'],
    ['nothing', undefined],
  ])('%s becomes internal and leaks neither message nor stack', (_name, error) => {
    const problem = describeProblem(error, problems, 'collector.internal');
    expect(problem.code).toBe('collector.internal');
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toMatch(/secret|someone|describe-problem/);
    expect(describeProblem(error, problems).code).toBe('cli.internal');
  });

  test('every code of the catalogue is a whole problem with words', () => {
    for (const code of Object.keys(problemCatalogue) as ProblemCode[]) {
      const problem = describeProblem(new ProblemError(code, 'detail'), problems);
      expect(Problem.parse(problem)).toEqual(problem);
      expect(problem.title).not.toBe(code);
    }
  });

  test('without words the code is shown, not hidden', () => {
    const empty = { language: 'en', problems: {} };
    expect(describeProblem(new ProblemError('cli.usage', 'no such option'), empty)).toEqual({
      code: 'cli.usage',
      title: 'cli.usage',
      detail: 'no such option',
    });
  });
});
