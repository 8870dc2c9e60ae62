import type { RunnerReport, TestOutcome } from './part-report.ts';
import { describeEnd, runStreamed, type StreamedOptions } from './run-streamed.ts';

/** The scripts `npm run check` is made of. Each counts as one test. */
const checks = ['check:lint', 'check:types', 'check:imports', 'check:dead'];

/** Runs all checks, also after one has failed, so that one run shows everything. */
export async function runChecks(options: StreamedOptions): Promise<RunnerReport> {
  const tests: TestOutcome[] = [];
  for (const check of checks) {
    if (options.stop.aborted) break;
    process.stdout.write(`\n${check}\n`);
    const result = await runStreamed('npm', ['run', '--silent', check], options);
    const isClean = result.kind === 'ended' && result.exitCode === 0;
    if (!isClean) process.stdout.write(`${check} ${describeEnd(result)}\n`);
    tests.push({ name: check, outcome: isClean ? 'passed' : 'failed' });
  }
  return { tests, problems: [] };
}
