import { join } from 'node:path';
import type { RunnerReport } from './part-report.ts';
import { fromPlaywrightReport, PlaywrightReport } from './playwright-report.ts';
import { readReport } from './read-report.ts';
import { describeEnd, runStreamed, type StreamedOptions } from './run-streamed.ts';

/** Builds window and fleet view, then runs the end-to-end tests in the system's Chromium. */
export async function runPlaywright(options: StreamedOptions & { reportDir: string }): Promise<RunnerReport> {
  const built = await runStreamed('npm', ['run', '--silent', 'build'], options);
  if (built.kind !== 'ended' || built.exitCode !== 0)
    return { tests: [], problems: [`npm run build ${describeEnd(built)}`] };
  const reportFile = join(options.reportDir, 'playwright.json');
  const result = await runStreamed(
    'playwright',
    ['test', '--config', 'test/e2e/playwright.config.ts', '--reporter=list,json'],
    {
      ...options,
      env: { ...options.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
    },
  );
  const raw = await readReport(reportFile, PlaywrightReport);
  if (raw === null) return { tests: [], problems: [`playwright ${describeEnd(result)} and left no report`] };
  const report = fromPlaywrightReport(raw);
  const hasFailure = report.problems.length > 0 || report.tests.some((test) => test.outcome === 'failed');
  const isClean = result.kind === 'ended' && result.exitCode === 0;
  return isClean || hasFailure
    ? report
    : { ...report, problems: [`playwright ${describeEnd(result)} although no test failed`] };
}
