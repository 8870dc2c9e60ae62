import { z } from 'zod';
import type { RunnerReport, TestOutcome } from './part-report.ts';

const PlaywrightTest = z.looseObject({
  projectName: z.string(),
  status: z.enum(['skipped', 'expected', 'unexpected', 'flaky']),
  annotations: z.array(z.looseObject({ type: z.string(), description: z.string().optional() })),
});
const PlaywrightSpec = z.looseObject({ title: z.string(), file: z.string(), tests: z.array(PlaywrightTest) });
type PlaywrightSpec = z.infer<typeof PlaywrightSpec>;

const PlaywrightSuite = z.looseObject({
  title: z.string(),
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});
type PlaywrightSuite = z.infer<typeof PlaywrightSuite>;

/** The parts of Playwright's JSON report that are used (JSONReport in playwright/types/testReporter.d.ts). */
export const PlaywrightReport = z.looseObject({
  suites: z.array(PlaywrightSuite),
  errors: z.array(z.looseObject({ message: z.string().optional() })),
});
export type PlaywrightReport = z.infer<typeof PlaywrightReport>;

/** Playwright's report as ours. A test that passed only on a retry counts as failed: it is not to be trusted. */
export function fromPlaywrightReport(report: PlaywrightReport): RunnerReport {
  return {
    tests: report.suites.flatMap((suite) => testsOf(suite, [])),
    problems: report.errors.map(
      (error) => (error.message ?? 'error without a message').split('\n', 1)[0] ?? '',
    ),
  };
}

function testsOf(suite: PlaywrightSuite, above: readonly string[]): TestOutcome[] {
  const titles = [...above, suite.title];
  const own = suite.specs.flatMap((spec) => outcomesOf(spec, titles));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, titles))];
}

function outcomesOf(spec: PlaywrightSpec, titles: readonly string[]): TestOutcome[] {
  return spec.tests.map((test) => {
    const project = test.projectName === '' ? '' : ` [${test.projectName}]`;
    const name = `${[...titles, spec.title].join(' › ')}${project}`;
    if (test.status === 'expected') return { name, outcome: 'passed' };
    if (test.status === 'flaky') return { name: `${name} (flaky)`, outcome: 'failed' };
    if (test.status === 'unexpected') return { name, outcome: 'failed' };
    const why = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
    return {
      name,
      outcome: 'skipped',
      ...(why?.description === undefined ? {} : { reason: why.description }),
    };
  });
}
