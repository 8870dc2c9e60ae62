import { describe, expect, it } from 'vitest';
import { BenchResult, median } from '../figures.ts';
import { renderKeysBench } from './print.ts';
import type { CaseName, Sample } from './samples.ts';
import { figuresOf, summarize } from './summary.ts';

const oneKey = { init: 1, 'get-info': 1, 'pin-retries': 1 };
const fourKeys = { init: 4, 'get-info': 4, 'pin-retries': 4 };

/** As measured, with 5 ms in each for starting anything. */
const times: [CaseName, number, Record<string, number>][] = [
  ['nothing', 5, {}],
  ['fido2-token-start', 15, {}],
  ['fido2-token-1', 115, { init: 1, 'get-info': 2 }],
  ['fido2-token-4', 445, { init: 4, 'get-info': 8 }],
  ['reader-start', 265, {}],
  ['reader-1', 345, oneKey],
  ['reader-1-twice', 405, { init: 2, 'get-info': 2, 'pin-retries': 2 }],
  ['reader-4', 385, fourKeys],
  ['keyready-0', 2005, {}],
  ['keyready-1', 2105, oneKey],
  ['keyready-4', 2205, fourKeys],
];
const samples = (round = 0, lateMs = 0): Sample[] =>
  times.map(([name, tookMs, asked]) => ({
    ...{ case: name, packetMs: 5, round, asked, keyCpuMs: 1, insideMs: null },
    tookMs: name === 'nothing' ? tookMs : tookMs + lateMs,
  }));

describe('benchmark of the keys', () => {
  it('takes off what starting anything costs, and then the start of each program', () => {
    const { figures } = figuresOf(summarize(samples()));
    expect(figures['one-key.without-start.packet-5ms']).toEqual({
      ...{ value: 80, unit: 'ms', better: 'lower', budget: 120, ratio: 0.8 },
      against: 'fido2-token -I without -V',
    });
    expect(figures['one-key.with-start.packet-5ms']).toMatchObject({ value: 340, budget: 132, ratio: 3.09 });
    expect(figures['one-key.keyready.without-start.packet-5ms']).toMatchObject({ value: 100, ratio: 1 });
    expect(figures['one-key.read-again.packet-5ms']).toMatchObject({ value: 60, budget: null });
    expect(figures['four-keys.without-start.packet-5ms']).toMatchObject({
      value: 120,
      budget: 120,
      ratio: 1.5,
    });
    expect(figures['four-keys.keyready.packet-5ms']).toMatchObject({ value: 2200, ratio: 1.05 });
  });

  it('quotes the median and shows the spread', () => {
    const summary = summarize([...samples(0), ...samples(1, 10), ...samples(2, 1000)]);
    expect(summary.find((one) => one.case === 'reader-1')).toMatchObject({
      ...{ medianMs: 350, leastMs: 340, mostMs: 1340, rounds: 3, requests: 3 },
    });
  });

  it('ends with one line of JSON in the shape of all benchmarks, and says what is over its budget', () => {
    const summaries = summarize(samples());
    const text = renderKeysBench(summaries, figuresOf(summaries));
    const result = BenchResult.parse(JSON.parse(text.trimEnd().split('\n').at(-1) ?? ''));
    expect(result).toEqual(figuresOf(summaries));
    expect(text).toContain('3.09 (over)');
    expect(text).not.toContain('0.80 (over)');
  });

  it('leaves out what was not measured instead of making it up', () => {
    const some = samples().filter((sample) => !sample.case.startsWith('keyready'));
    const names = Object.keys(figuresOf(summarize(some)).figures);
    expect(names).toContain('one-key.without-start.packet-5ms');
    expect(names.filter((name) => name.includes('keyready'))).toEqual([]);
    const withoutPeer = samples().filter((sample) => !sample.case.startsWith('fido2'));
    expect(figuresOf(summarize(withoutPeer)).figures['one-key.with-start.packet-5ms']).toMatchObject({
      ...{ value: 340, budget: null, ratio: null, against: null },
    });
  });

  it('a program that asked no key, or not always the same, was not measured', () => {
    const silent = samples().map((sample) =>
      sample.case === 'reader-1' ? { ...sample, asked: {} } : sample,
    );
    expect(() => summarize(silent)).toThrow('reader-1 did not ask any key');
    expect(() => summarize([...samples(0), ...silent])).toThrow('did not ask the keys the same');
  });
});

describe('median', () => {
  it('is the middle one, or between the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });
});
