import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Assembly, command, MAX_MESSAGE_BYTES, readFrame, splitMessage } from './frames.ts';
import { toHex } from './hex.ts';

function joined(packets: readonly Uint8Array[]): { channel: number; command: number; payload: Uint8Array } {
  const frames = packets.map((packet) => readFrame(packet));
  const first = frames[0];
  if (first?.kind !== 'first') throw new Error('no first packet');
  const parts = new Assembly(first.sizeBytes, first.data);
  for (const frame of frames.slice(1)) {
    if (frame?.kind !== 'next' || frame.channel !== first.channel) throw new Error('no next packet');
    if (!parts.add(frame.sequence, frame.data).ok) throw new Error('out of order');
  }
  const payload = parts.whole();
  if (payload === null) throw new Error('not whole');
  return { channel: first.channel, command: first.command, payload };
}

describe('splitMessage', () => {
  it('makes one packet, filled up with zeros, of what fits into 57 bytes', () => {
    const packets = splitMessage({ channel: 0x01020304, command: command.cbor, payload: Uint8Array.of(4) });
    expect(packets.map(toHex)).toEqual([`0102030490000104${'00'.repeat(56)}`]);
  });

  it.each([
    [0, 1],
    [57, 1],
    [58, 2],
    [57 + 59, 2],
    [57 + 59 + 1, 3],
    [MAX_MESSAGE_BYTES, 129],
  ])('%i bytes take %i packets', (size, count) => {
    expect(splitMessage({ channel: 1, command: command.ping, payload: new Uint8Array(size) })).toHaveLength(
      count,
    );
  });

  it('refuses a message above 7,609 bytes', () => {
    const payload = new Uint8Array(7610);
    expect(() => splitMessage({ channel: 1, command: command.ping, payload })).toThrow(/7610 bytes/);
  });

  it('gives back what was split (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 0, max: 0x7f }),
        fc.uint8Array({ maxLength: MAX_MESSAGE_BYTES, size: 'max' }),
        (channel, commandByte, payload) => {
          const message = { channel, command: commandByte, payload };
          expect(joined(splitMessage(message))).toEqual(message);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('readFrame', () => {
  it('takes nothing but 64 bytes', () => {
    for (const size of [0, 7, 63, 65]) expect(readFrame(new Uint8Array(size))).toBeNull();
  });

  it('reads any 64 bytes, also inside a larger buffer (property)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 74, maxLength: 74 }), (bytes) => {
        const frame = readFrame(bytes.subarray(5, 69));
        expect(frame?.channel).toBe(new DataView(bytes.buffer, bytes.byteOffset).getUint32(5));
        expect(frame?.kind).toBe((bytes[9] ?? 0) >= 0x80 ? 'first' : 'next');
      }),
    );
  });
});

describe('Assembly', () => {
  it('names the packet that was due', () => {
    const parts = new Assembly(200, new Uint8Array(57));
    expect(parts.add(1, new Uint8Array(59))).toEqual({ ok: false, due: 0 });
    expect(parts.add(0, new Uint8Array(59))).toEqual({ ok: true });
    expect(parts.add(0, new Uint8Array(59))).toEqual({ ok: false, due: 1 });
    expect(parts.whole()).toBeNull();
  });

  it('leaves the filling of the last packet out', () => {
    const parts = new Assembly(2, Uint8Array.of(1, 2, 3, 4));
    expect(parts.whole()).toEqual(Uint8Array.of(1, 2));
  });
});
