import { join } from 'node:path';
import { type RunnerReport, RunnerReport as RunnerReportSchema } from './part-report.ts';
import { readReport } from './read-report.ts';
import { describeEnd, runStreamed, type StreamedOptions } from './run-streamed.ts';
import { reportFileVariable } from './vitest-reporter.ts';

/** `npm run check:rules`, a test for each row of the truth table. */
export async function runCheckRules(options: StreamedOptions & { reportDir: string }): Promise<RunnerReport> {
  const reportFile = join(options.reportDir, 'check-rules.json');
  const result = await runStreamed('npm', ['run', '--silent', 'check:rules'], {
    ...options,
    env: { ...options.env, [reportFileVariable]: reportFile },
  });
  const report = await readReport(reportFile, RunnerReportSchema);
  if (report === null)
    return { tests: [], problems: [`check:rules ${describeEnd(result)} and left no report`] };
  const hasFailure = report.problems.length > 0 || report.tests.some((test) => test.outcome === 'failed');
  const isClean = result.kind === 'ended' && result.exitCode === 0;
  return isClean || hasFailure
    ? report
    : { ...report, problems: [`check:rules ${describeEnd(result)} although no row is unguarded`] };
}
