import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDpkgStatus } from '../../../src/probes/linux-packages/parse-dpkg-status.ts';
import { BenchResult } from '../figures.ts';
import { dpkgStatus, PACKAGES, SETTINGS, writeHome } from './made-machine.ts';
import { renderAppsBench } from './print.ts';
import type { CaseName } from './programs.ts';
import type { Measured, Sample } from './samples.ts';
import { figuresOf } from './summary.ts';

function run(name: CaseName, wallMs: number, memoryMb: number): Sample {
  return { case: name, wallMs, cpuMs: wallMs / 2, memoryMb };
}
const measured: Measured = {
  samples: [
    ...[500, 900, 700].map((wallMs) => run('keyready', wallMs, 150)),
    run('keyready-start', 200, 80),
    run('fusioninventory', 1400, 50),
  ],
  packages: 2000,
  made: true,
  settings: 200,
  tookMs: { apps: [60, 20, 40] },
};

describe('benchmark of programs and their settings', () => {
  const result = figuresOf(measured);

  it('has budgets for what is above the start, and peers beside the whole', () => {
    const { figures } = result;
    expect(figures.wall).toEqual({
      ...{ value: 500, unit: 'ms', better: 'lower', budget: 400, ratio: null, against: null },
    });
    expect(figures.memory).toMatchObject({ value: 70, budget: 60 });
    expect(figures.cpu).toMatchObject({ value: 250, budget: null });
    expect(figures['whole.wall.against-fusioninventory']).toMatchObject({
      value: 700,
      ratio: 0.5,
      against: 'fusioninventory-inventory, software alone',
    });
    expect(figures['whole.wall.against-ocsinventory']).toBeUndefined();
    expect(figures['probe.apps']).toMatchObject({ value: 40, unit: 'ms' });
  });

  it('has no figure for what was not measured, and none below zero', () => {
    const lone = figuresOf({ ...measured, samples: measured.samples.slice(0, 3) });
    expect(lone.figures.wall).toBeUndefined();
    const samples = [run('keyready', 100, 50), run('keyready-start', 120, 60)];
    expect(figuresOf({ ...measured, samples }).figures).toMatchObject({
      wall: { value: 0 },
      memory: { value: 0 },
    });
  });

  it('prints what is over its budget, whose packages they were, and ends with one object', () => {
    const lines = renderAppsBench(measured, result).trimEnd().split('\n');
    expect(lines.find((line) => /│ wall +│/.test(line))).toContain('(over)');
    expect(lines.join('\n')).toContain('2000 packages of dpkg (made ones');
    expect(renderAppsBench({ ...measured, made: false }, result)).toContain("this machine's own");
    expect(BenchResult.parse(JSON.parse(lines.at(-1) ?? ''))).toEqual(result);
  });
});

describe('the made machine', () => {
  it('has the packages that it should, for the parser that reads them', () => {
    expect(parseDpkgStatus(dpkgStatus(), new Set(['thunderbird']))).toEqual({
      count: PACKAGES,
      versions: new Map([['thunderbird', '1:2.6.3-1+deb12u2']]),
    });
  });
  it('has the files of settings that it should', () => {
    const home = mkdtempSync(join(tmpdir(), 'keyready-bench-home-'));
    try {
      expect(writeHome(home)).toBe(SETTINGS);
      expect(readdirSync(join(home, '.thunderbird'))).toHaveLength(50);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
