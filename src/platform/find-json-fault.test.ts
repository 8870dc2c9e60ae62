import { describe, expect, it } from 'vitest';
import { findJsonFault } from './find-json-fault.ts';

describe('findJsonFault', () => {
  it.each([
    ['{"a": }', 6],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1, 2,]', 6],
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a": 01}', 7],
    ['{"a": nul}', 6],
    ['[1]]', 3],
    ['[}', 1],
    ['{"a\nb": 1}', 3],
    ['["\\x"]', 2],
    ['{} {}', 3],
    ["{'a': 1}", 1],
    ['[1}', 2],
  ])('finds the fault in %j at %i', (text, at) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findJsonFault(text)).toBe(at);
  });

  it.each(['', '  ', '{', '{"a', '{"a":', '[1,', '"\\u12'])(
    'points at or before the end of the cut text %j',
    (text) => {
      expect(() => JSON.parse(text)).toThrow();
      expect(findJsonFault(text)).toBeGreaterThanOrEqual(text.length - 4);
    },
  );

  it.each(['{}', ' [ ] ', '{"a":{"b":[1,-2.5e3,true,null,"\\u00e4\\n"]}}', '"x"', '0'])(
    'finds nothing in the valid text %s',
    (text) => {
      expect(() => JSON.parse(text)).not.toThrow();
      expect(findJsonFault(text)).toBe(text.length);
    },
  );

  it('is not brought down by depth or length', () => {
    expect(findJsonFault('['.repeat(1_000_000))).toBe(1_000_000);
    const long = `{"a": "${'x'.repeat(3_000_000)}", }`;
    expect(findJsonFault(long)).toBe(long.length - 1);
  });
});
