import type { RunnerReport } from '../test/part-report.ts';
import type { KillFile } from './kill-file.ts';
import { type Mutant, mutantsOf, nameOf } from './mutate.ts';
import { ruleLists } from './rule-lists.ts';

export type Summary = {
  readonly rows: readonly string[];
  readonly mutants: number;
  readonly noticed: number;
  /** Rows that can be taken out and no test fails. */
  readonly unguarded: readonly string[];
  /** Rows that can do something else, or say another code, and no test fails. */
  readonly effectNotPinned: readonly string[];
  readonly codeNotPinned: readonly string[];
};

export function allMutants(): Mutant[] {
  return mutantsOf(ruleLists);
}

export function summarise(mutants: readonly Mutant[], kills: KillFile): Summary {
  const alive = mutants.filter((mutant) => kills[nameOf(mutant)] === undefined);
  const rowsAlive = (mutation: Mutant['mutation']) =>
    alive.filter((mutant) => mutant.mutation === mutation).map(({ row }) => row);
  return {
    rows: [...new Set(mutants.map(({ row }) => row))],
    mutants: mutants.length,
    noticed: mutants.length - alive.length,
    unguarded: rowsAlive('removed'),
    effectNotPinned: rowsAlive('other effect'),
    codeNotPinned: rowsAlive('other code'),
  };
}

/** For people: what was done, how many tests noticed first, and what nobody noticed. */
export function renderKills(summary: Summary, kills: KillFile): string {
  const byFile = Map.groupBy(Object.values(kills), (test) => test.split(' › ')[0] ?? test);
  const files = [...byFile].toSorted((a, b) => b[1].length - a[1].length);
  return [
    `${summary.rows.length} rows, ${summary.mutants} changes, ${summary.noticed} noticed; first by`,
    ...files.map(([file, tests]) => `  ${String(tests.length).padStart(5)}  ${file}`),
    ...listed('Taken out, and no test fails', summary.unguarded),
    ...listed('With another effect, and no test fails', summary.effectNotPinned),
    ...listed('With another code, and no test fails', summary.codeNotPinned),
  ].join('\n');
}

/** For `npm test`: a test a row. */
export function reportOf({ rows, unguarded }: Summary, testsPassed: boolean): RunnerReport {
  return {
    tests: rows.map((row) => ({
      name: `check:rules › a test fails without ${row}`,
      outcome: unguarded.includes(row) ? 'failed' : 'passed',
    })),
    problems: testsPassed ? [] : ['the judge’s own tests fail on the table as it is'],
  };
}

function listed(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [`${title}: none`] : [`${title}:`, ...rows.map((row) => `  ${row}`)];
}
