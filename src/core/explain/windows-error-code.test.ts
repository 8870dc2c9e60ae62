import { describe, expect, test } from 'vitest';
import { windowsErrorCode } from './windows-error-code.ts';

describe('windowsErrorCode', () => {
  test.each([
    ['0x801c044d', '0x801c044d'],
    ['0x801C044D', '0x801c044d'],
    ['0X801C044D', '0x801c044d'],
    ['801C044D', '0x801c044d'],
    ['  80090016 ', '0x80090016'],
    ['-1073741715', '0xc000006d'],
    ['3221225581', '0xc000006d'],
    ['-2147483648', '0x80000000'],
    ['-1', '0xffffffff'],
  ])('%s is %s', (text, code) => {
    expect(windowsErrorCode(text)).toBe(code);
  });

  test.each([
    '',
    'BT_OFF',
    '0x',
    '0x801c044d0',
    '0x801c044g',
    '801c044',
    '0x801c044',
    '0x5',
    '5',
    '2147483647',
    '4294967296',
    '-2147483649',
    '1e9',
    '0x801c044d; rm',
    'upload.unreachable',
  ])('%j is none', (text) => {
    expect(windowsErrorCode(text)).toBeNull();
  });
});
