import { describe, expect, it } from 'vitest';
import { rowAfterKey } from './use-row-keys.ts';

describe('rowAfterKey', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['PageDown', 3, 13],
    ['PageUp', 13, 3],
    ['Home', 42, 0],
    ['End', 3, 99],
  ])('%s from row %d leads to row %d', (key, from, to) => {
    expect(rowAfterKey(key, from, 100)).toBe(to);
  });

  it('stops at both ends', () => {
    expect(rowAfterKey('ArrowUp', 0, 100)).toBe(0);
    expect(rowAfterKey('PageDown', 95, 100)).toBe(99);
  });

  it('leaves every other key to the browser', () => {
    expect(rowAfterKey('Enter', 3, 100)).toBeNull();
    expect(rowAfterKey('constructor', 3, 100)).toBeNull();
  });

  it('goes nowhere in an empty table', () => {
    expect(rowAfterKey('End', 0, 0)).toBeNull();
  });
});
