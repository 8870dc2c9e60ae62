import { describe, expect, it } from 'vitest';
import type { Part } from './parts.ts';
import { parts, selectParts } from './parts.ts';
import { type PartSurroundings, runPart } from './run-part.ts';
import { tallyOf } from './summary.ts';

const passing: Part = {
  id: 'probe',
  about: 'a part for this test',
  needs: ['chromium'],
  uses: [],
  timeLimitMs: 1000,
  run: async () => ({ tests: [{ name: 'one', outcome: 'passed' }], problems: [] }),
};

function around(changes: Partial<PartSurroundings> = {}): PartSurroundings {
  return {
    projectRoot: '/',
    missingPackages: new Set(),
    mustRun: false,
    stop: new AbortController().signal,
    ...changes,
  };
}

const outcomeOf = async (part: Part, changes: Partial<PartSurroundings> = {}) =>
  tallyOf(await runPart(part, around(changes)));

describe('runPart', () => {
  it('gives what the runner counted', async () => {
    expect(await outcomeOf(passing)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });

  it('fails a part that ran no test', async () => {
    const idle: Part = { ...passing, run: async () => ({ tests: [], problems: [] }) };
    expect(await runPart(idle, around())).toMatchObject({ problems: ['ran no test'] });
  });

  it('fails a part whose runner throws', async () => {
    const broken: Part = { ...passing, run: () => Promise.reject(new Error('report unreadable')) };
    expect(await runPart(broken, around())).toMatchObject({ problems: ['report unreadable'] });
  });

  it('skips a part without its packages, but fails it where it must run', async () => {
    const missingPackages = new Set(['chromium', 'swtpm']);
    const skipped = await runPart(passing, around({ missingPackages }));
    expect(skipped.tests).toEqual([
      { name: 'whole part', outcome: 'skipped', reason: 'Debian packages missing: chromium' },
    ]);
    expect(await outcomeOf(passing, { missingPackages, mustRun: true })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it('skips what this machine can never run, even where parts must run', async () => {
    const foreign: Part = { ...passing, impossible: () => 'needs Linux on x86-64' };
    expect(await outcomeOf(foreign, { mustRun: true })).toEqual({ passed: 0, failed: 0, skipped: 1 });
  });

  it('treats a failed preparation like missing packages', async () => {
    const unprepared: Part = { ...passing, prepare: () => Promise.reject(new Error('no mirror')) };
    expect(await outcomeOf(unprepared)).toEqual({ passed: 0, failed: 0, skipped: 1 });
    expect(await outcomeOf(unprepared, { mustRun: true })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('selectParts', () => {
  it('gives all parts without a word, and a family by its first word', () => {
    expect(selectParts([])).toEqual(parts);
    expect(selectParts(['lab']).map((part) => part.id)).toEqual(
      parts.map((part) => part.id).filter((id) => /^lab-(desktop|apps|vm|keys|windows|wine)$/.test(id)),
    );
    expect(selectParts(['e2e', 'unit']).map((part) => part.id)).toEqual(['unit', 'e2e']);
  });

  it('names a word it does not know', () => {
    expect(() => selectParts(['unit', 'la'])).toThrow('"la"');
  });
});
