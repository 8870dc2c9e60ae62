import { describe, expect, test } from 'vitest';
import { and, cannotTell, every, not, or, some, type Truth, truthOf } from './truth.ts';

const gap = { signal: 'tpm', reason: 'busy' } as const;
const maybe = cannotTell(gap);
const values: readonly Truth[] = ['yes', 'no', maybe];
const word = (truth: Truth) => (typeof truth === 'string' ? truth : 'maybe');

describe('three-valued logic', () => {
  test('and: no settles it, unknown spoils a yes', () => {
    const table = values.map((a) => values.map((b) => word(and(a, b))));
    expect(table).toEqual([
      ['yes', 'no', 'maybe'],
      ['no', 'no', 'no'],
      ['maybe', 'no', 'maybe'],
    ]);
  });

  test('or: yes settles it, unknown spoils a no', () => {
    const table = values.map((a) => values.map((b) => word(or(a, b))));
    expect(table).toEqual([
      ['yes', 'yes', 'yes'],
      ['yes', 'no', 'maybe'],
      ['yes', 'maybe', 'maybe'],
    ]);
  });

  test('not turns yes and no round and keeps what is missing', () => {
    expect(values.map((value) => not(value))).toEqual(['no', 'yes', { unknown: [gap] }]);
  });

  test('all gaps are kept, so that every missing signal is named', () => {
    const other = { signal: 'os', reason: 'crashed' } as const;
    expect(and(maybe, 'yes', cannotTell(other))).toEqual({ unknown: [gap, other] });
  });

  test('over nothing: every is yes, some is no', () => {
    expect(every([], truthOf)).toBe('yes');
    expect(some([], truthOf)).toBe('no');
  });
});
