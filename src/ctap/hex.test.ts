import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './hex.ts';

describe('hex', () => {
  it('goes there and back (property)', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it.each(['0', '0g', ' 0', '0x', '::', '@@', '``', '-1', 'é0'])('%j is none', (text) => {
    expect(fromHex(text)).toBeNull();
  });
});
