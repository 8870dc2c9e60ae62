import { describe, expect, it } from 'vitest';
import { type PartReport, skippedPart } from './part-report.ts';
import { renderSummary, tallyAll } from './summary.ts';

const unit: PartReport = {
  part: 'unit',
  tookMs: 1234,
  problems: [],
  tests: [
    { name: 'a.test.ts › adds', outcome: 'passed' },
    { name: 'a.test.ts › subtracts', outcome: 'failed' },
    { name: 'a.test.ts › divides', outcome: 'skipped', reason: 'no divider here' },
    { name: 'a.test.ts › dreams', outcome: 'skipped' },
  ],
};
const crashed: PartReport = {
  part: 'e2e',
  tookMs: 1,
  tests: [],
  problems: ['playwright was killed by SIGSEGV'],
};
const absent = skippedPart('lab-vm', 'Debian packages missing: swtpm');

describe('summary', () => {
  it('counts a crash as a failure and a part that could not run as a skip', () => {
    expect(tallyAll([unit, crashed, absent])).toEqual({ passed: 1, failed: 2, skipped: 3 });
  });

  it('ends with the count line and nothing after it', () => {
    const text = renderSummary([unit, crashed, absent]);
    expect(text.endsWith('\ntests: 1 passed, 2 failed, 3 skipped\n')).toBe(true);
  });

  it('names every failure and every skip with its reason', () => {
    const text = renderSummary([unit, crashed, absent]);
    expect(text).toContain('unit: a.test.ts › subtracts');
    expect(text).toContain('e2e: playwright was killed by SIGSEGV');
    expect(text).toContain('unit: a.test.ts › divides: no divider here');
    expect(text).toContain('unit: a.test.ts › dreams: no reason given');
    expect(text).toContain('lab-vm: whole part: Debian packages missing: swtpm');
  });

  it('is a whole summary for no part at all', () => {
    expect(renderSummary([])).toMatch(/\ntests: 0 passed, 0 failed, 0 skipped\n$/);
  });
});
