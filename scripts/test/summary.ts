import Table from 'cli-table3';
import type { PartReport, TestOutcome } from './part-report.ts';

export type Tally = { passed: number; failed: number; skipped: number };

/** Counts of one part. A problem counts as one failure. */
export function tallyOf(report: PartReport): Tally {
  const count = (outcome: TestOutcome['outcome']) =>
    report.tests.filter((test) => test.outcome === outcome).length;
  return {
    passed: count('passed'),
    failed: count('failed') + report.problems.length,
    skipped: count('skipped'),
  };
}

export function tallyAll(reports: readonly PartReport[]): Tally {
  return reports.map(tallyOf).reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The end of the output: a table by part, what failed, what was skipped and why, and the count line as the last one. */
export function renderSummary(reports: readonly PartReport[]): string {
  const { passed, failed, skipped } = tallyAll(reports);
  return [
    '',
    renderTable(reports),
    ...listing('Failed:', reports, failuresOf),
    ...listing('Skipped:', reports, skipsOf),
    '',
    `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`,
    '',
  ].join('\n');
}

function renderTable(reports: readonly PartReport[]): string {
  const table = new Table({
    head: ['part', 'passed', 'failed', 'skipped', 'seconds'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const report of reports) {
    const { passed, failed, skipped } = tallyOf(report);
    table.push([report.part, passed, failed, skipped, (report.tookMs / 1000).toFixed(1)]);
  }
  return table.toString();
}

function listing(
  heading: string,
  reports: readonly PartReport[],
  linesOf: (report: PartReport) => string[],
): string[] {
  const lines = reports.flatMap((report) => linesOf(report).map((line) => `  ${report.part}: ${line}`));
  return lines.length === 0 ? [] : ['', heading, ...lines];
}

function failuresOf(report: PartReport): string[] {
  const failedTests = report.tests.filter((test) => test.outcome === 'failed').map((test) => test.name);
  return [...failedTests, ...report.problems];
}

function skipsOf(report: PartReport): string[] {
  return report.tests
    .filter((test) => test.outcome === 'skipped')
    .map((test) => `${test.name}: ${test.reason ?? 'no reason given'}`);
}
