import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem.ts';
import { readStoreProblem } from './store-problems.ts';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('readStoreProblem', () => {
  it.each(['53100', 'ENOSPC'])('reads %s as a full disk', (code) => {
    expect(readStoreProblem(withCode(code))).toMatchObject({ code: 'collector.disk-full' });
    expect(readStoreProblem(new Error('wrapped', { cause: withCode(code) }))).toMatchObject({
      code: 'collector.disk-full',
    });
  });

  it.each(['08006', '57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'])(
    'reads %s as a database that is away',
    (code) => {
      expect(readStoreProblem(withCode(code))).toMatchObject({ code: 'collector.database-unreachable' });
    },
  );

  it('reads what node-postgres says without a code, and many addresses refused at once', () => {
    for (const error of [
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
      new AggregateError([withCode('ECONNREFUSED')]),
    ])
      expect(readStoreProblem(error)).toMatchObject({ code: 'collector.database-unreachable' });
  });

  it('leaves problems and defects as they are', () => {
    const problem = new ProblemError('ingest.replayed', 'seen');
    const defect = withCode('42P01', 'relation "nothing" does not exist');
    for (const one of [problem, defect, 'text', undefined, withCode('57014')])
      expect(readStoreProblem(one)).toBe(one);
  });
});
