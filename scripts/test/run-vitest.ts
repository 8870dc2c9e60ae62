import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunnerReport, RunnerReport as RunnerReportSchema } from './part-report.ts';
import { readReport } from './read-report.ts';
import { describeEnd, runStreamed, type StreamedOptions } from './run-streamed.ts';
import { reportFileVariable } from './vitest-reporter.ts';

const reporter = fileURLToPath(new URL('vitest-reporter.ts', import.meta.url));

/** Runs vitest projects and gives what every test came to. `args` picks configuration and projects. */
export async function runVitest(
  args: readonly string[],
  options: StreamedOptions & { reportDir: string },
): Promise<RunnerReport> {
  const reportFile = join(options.reportDir, 'vitest.json');
  const result = await runStreamed(
    'vitest',
    ['run', '--configLoader=native', ...args, '--reporter=default', `--reporter=${reporter}`],
    { ...options, env: { ...options.env, [reportFileVariable]: reportFile } },
  );
  const report = await readReport(reportFile, RunnerReportSchema);
  const missing = { tests: [], problems: [`vitest ${describeEnd(result)} and left no report`] };
  if (report === null) return missing;
  const hasFailure = report.problems.length > 0 || report.tests.some((test) => test.outcome === 'failed');
  const isClean = result.kind === 'ended' && result.exitCode === 0;
  // Never green on the word of a report alone: the runner must agree.
  return isClean || hasFailure
    ? report
    : { ...report, problems: [`vitest ${describeEnd(result)} although no test failed`] };
}
