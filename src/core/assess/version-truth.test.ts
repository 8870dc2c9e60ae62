import { describe, expect, test } from 'vitest';
import { comparableVersion, isAtLeast } from './version-truth.ts';

describe('versions as packages write them', () => {
  test.each([
    ['118.0.5993.70', '118.0.5993.70'],
    ['1:128.5.0esr-1~deb12u1', '128.5.0'],
    ['142.0.7444.59-1', '142.0.7444.59'],
    ['v15', '15'],
    ['10.0.26100.1234.5', '10.0.26100.1234'],
    [' 13 ', '13'],
    ['unknown', null],
    ['', null],
    ['<script>', null],
  ])('%j is compared as %j', (text, expected) => {
    expect(comparableVersion(text)).toBe(expected);
  });

  test.each([
    ['118', '118', 'yes'],
    ['117.9.9', '118', 'no'],
    ['9', '10', 'no'],
    ['10.0.18362.1', '10.0.18362', 'yes'],
    ['13.4.1', '13.5', 'no'],
  ])('%s at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast('os', version, minimum, 'version')).toBe(expected);
  });

  test('a text without a number cannot be told', () => {
    expect(isAtLeast('os', 'rolling', '1', 'version')).toEqual({
      unknown: [{ signal: 'os', reason: 'unreadable', detail: 'version' }],
    });
  });
});
