import { describe, expect, it } from 'vitest';
import { fromPlaywrightReport, PlaywrightReport } from './playwright-report.ts';

function specOf(title: string, status: string, annotations: object[] = []) {
  return {
    title,
    file: 'fleet.spec.ts',
    tests: [{ projectName: 'light', status, annotations, results: [] }],
  };
}

describe('fromPlaywrightReport', () => {
  it('walks nested suites and keeps the reason of a skip', () => {
    const report = PlaywrightReport.parse({
      config: {},
      errors: [],
      suites: [
        {
          title: 'fleet.spec.ts',
          specs: [specOf('opens', 'expected')],
          suites: [
            {
              title: 'devices',
              specs: [
                specOf('sorts', 'unexpected'),
                specOf('prints', 'skipped', [{ type: 'skip', description: 'no Electron binary' }]),
              ],
            },
          ],
        },
      ],
    });
    expect(fromPlaywrightReport(report)).toEqual({
      problems: [],
      tests: [
        { name: 'fleet.spec.ts › opens [light]', outcome: 'passed' },
        { name: 'fleet.spec.ts › devices › sorts [light]', outcome: 'failed' },
        {
          name: 'fleet.spec.ts › devices › prints [light]',
          outcome: 'skipped',
          reason: 'no Electron binary',
        },
      ],
    });
  });

  it('counts a flaky test as failed and an error outside tests as a problem', () => {
    const report = PlaywrightReport.parse({
      suites: [{ title: 'a', specs: [specOf('wobbles', 'flaky')] }],
      errors: [{ message: 'web server did not start\nmore' }],
    });
    const { tests, problems } = fromPlaywrightReport(report);
    expect(tests.map((test) => test.outcome)).toEqual(['failed']);
    expect(problems).toEqual(['web server did not start']);
  });

  it('refuses a report in another form', () => {
    expect(() => PlaywrightReport.parse({ suites: [specOf('x', 'expected')], errors: [] })).toThrow();
  });
});
