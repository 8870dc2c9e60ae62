import { describe, expect, it } from 'vitest';
import { blankIdentifiers } from './blank-identifiers.ts';
import { fromHex, toHex } from './hex.ts';

const secret = '5a'.repeat(32);
const zeros = '00'.repeat(32);

function blanked(hex: string): string {
  const bytes = fromHex(hex);
  if (bytes === null) throw new Error('not hex');
  return toHex(blankIdentifiers(bytes));
}

describe('blankIdentifiers', () => {
  it.each([
    ['both members', `a218195820${secret}181e5820${secret}`, `a218195820${zeros}181e5820${zeros}`],
    ['keys in a longer form', `a11900195820${secret}`, `a11900195820${zeros}`],
    ['a text in their place', `a118196161`, `a118196100`],
    ['something nested in their place', `a1181982415a415a`, `a1181982410041 00`.replace(' ', '')],
    ['repeated', `a218195820${secret}18195820${secret}`, `a218195820${zeros}18195820${zeros}`],
  ])('%s', (_, hex, expected) => {
    expect(blanked(hex)).toBe(expected);
  });

  it('leaves everything else as it is', () => {
    const hex = `a4018166553246 5f5632 0350${'11'.repeat(16)} 04a162726bf5 1a00010000 4222 22`.replaceAll(
      ' ',
      '',
    );
    expect(blanked(hex)).toBe(hex);
    expect(blanked('')).toBe('');
  });

  it.each([
    ['behind a fault', `bf0101 18195820${secret} 181e5820${secret} ff`],
    ['cut short', `a1 1819 5820 ${secret.slice(0, 40)}`],
    ['before a fault', `a3 18195820${secret} ff`],
    ['with more items than there are', `b9ffff 0101 18195820${secret}`],
    ['too deep beside it', `a3 02${'81'.repeat(9)}00 18195820${secret}`],
  ])('holds in a broken answer: %s', (_, hex) => {
    expect(blanked(hex.replaceAll(' ', ''))).not.toContain('5a5a');
  });
});
