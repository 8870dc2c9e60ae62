import { describe, expect, it } from 'vitest';
import { BenchResult } from '../figures.ts';
import { renderScanBench } from './print.ts';
import type { CaseName } from './programs.ts';
import type { Measured, Sample } from './samples.ts';
import { figuresOf } from './summary.ts';

function run(name: CaseName, start: Sample['start'], wallS: number, memoryMb: number | null): Sample {
  return { case: name, start, wallS, cpuS: wallS * 2, memoryMb };
}
const measured: Measured = {
  samples: [
    run('keyready', 'cold', 1, null),
    ...[0.2, 0.6, 0.4].map((wallS) => run('keyready', 'warm', wallS, 120)),
    run('fusioninventory', 'cold', 2, null),
    run('fusioninventory', 'warm', 0.8, 60),
    run('static-data', 'warm', 1, 100),
  ],
  tookMs: { tpm: [3, 9, 6] },
  started: { keyready: 2, fusioninventory: 50 },
  pagesDropped: false,
};

describe('benchmark of the scan', () => {
  const result = figuresOf(measured);

  it('quotes medians, with budgets where the warm, built program has them', () => {
    const peer = 'fusioninventory-inventory';
    expect(result.figures['warm.wall']).toEqual({
      ...{ value: 0.4, unit: 's', better: 'lower', budget: 0.5, ratio: 0.5, against: peer },
    });
    expect(result.figures['warm.memory']).toMatchObject({ value: 120, budget: 110, ratio: 2 });
    expect(result.figures['warm.cpu.against-static-data']).toMatchObject({ value: 0.8, ratio: 0.4 });
    expect(result.figures['cold.wall']).toMatchObject({ value: 1, budget: null, ratio: 0.5 });
    expect(result.figures.children).toMatchObject({ value: 2, budget: 4, ratio: 0.04 });
    expect(result.figures['probe.tpm']).toMatchObject({ value: 6, unit: 'ms', ratio: null, against: null });
  });

  it('gives no ratio where the peer was not there, and no figure for what was not measured', () => {
    const alone = figuresOf({ ...measured, samples: measured.samples.slice(0, 4), started: {} });
    expect(alone.figures['warm.wall']).toMatchObject({ ratio: null, against: null });
    expect(alone.figures.children).toBeUndefined();
    expect(alone.figures['source.warm.wall']).toBeUndefined();
  });

  it('prints what is over its budget, says what could not be done, and ends with one object', () => {
    const lines = renderScanBench(measured, result).trimEnd().split('\n');
    expect(lines.find((line) => line.includes('warm.memory '))).toContain('(over)');
    expect(lines.find((line) => line.includes('warm.wall '))).not.toContain('(over)');
    expect(lines.join('\n')).toContain('could not be dropped');
    expect(BenchResult.parse(JSON.parse(lines.at(-1) ?? ''))).toEqual(result);
  });
});
