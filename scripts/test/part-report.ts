import { z } from 'zod';

/** One test as its runner reported it. */
export const TestOutcome = z.strictObject({
  /** File, suites and title, as a person would look for it. */
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  /** Why it was skipped. */
  reason: z.string().optional(),
});
export type TestOutcome = z.infer<typeof TestOutcome>;

/** What one runner came to. A problem is a failure that belongs to no test: a crash, a file that does not load, no test at all. */
export const RunnerReport = z.strictObject({
  tests: z.array(TestOutcome),
  problems: z.array(z.string()),
});
export type RunnerReport = z.infer<typeof RunnerReport>;

/** A part of `npm test` after its turn. */
export type PartReport = { part: string; tookMs: number } & RunnerReport;

/** A part that could not run at all counts as one skipped test, so that the last line shows it. */
export function skippedPart(part: string, reason: string): PartReport {
  return { part, tookMs: 0, problems: [], tests: [{ name: 'whole part', outcome: 'skipped', reason }] };
}
