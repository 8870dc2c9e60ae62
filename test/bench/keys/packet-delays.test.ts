import { describe, expect, it } from 'vitest';
import { plainTraits } from '../../lab/virtual-key/traits.ts';
import { delaysAt } from './packet-delays.ts';

describe('delays of a key', () => {
  it('are the packets there and back: 57 bytes in the first, 59 in each after', () => {
    // One status byte comes on top.
    const delays = delaysAt(5, { ...plainTraits, getInfo: new Uint8Array(56 + 59 + 1) });
    expect(delays).toMatchObject({ init: 10, 'get-info': 20, 'pin-retries': 10, 'uv-retries': 10 });
  });
  it('are none for a key that answers at once', () => {
    expect(Object.values(delaysAt(0, plainTraits)).every((ms) => ms === 0)).toBe(true);
  });
});
