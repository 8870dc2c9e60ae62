/**
 * GetInfo answers meant to break a reader, by what is wrong with them. Written as bytes: a CBOR library would not make them.
 * CBOR: https://www.rfc-editor.org/rfc/rfc8949
 */

/** versions ["FIDO_2_0"], aaguid all zero: what a map needs to pass as GetInfo. */
const versions = '01 81 68 4649444f5f325f30';
const aaguid = '03 50 00000000000000000000000000000000';

export const hostileGetInfo = {
  /** 3,000 arrays, one in the other. */
  'deep-nesting': bytesOf(`a3 ${versions} ${aaguid} 09 ${'81'.repeat(3000)} 00`),
  'repeated-member': bytesOf(`a3 ${versions} ${aaguid} ${versions}`),
  'indefinite-length-map': bytesOf(`bf ${versions} ${aaguid} ff`),
  'indefinite-length-text': bytesOf(`a2 01 81 7f 64 4649444f 64 5f325f30 ff ${aaguid}`),
  /** An array of 2^32-1 items in a few bytes. */
  'huge-array': bytesOf(`a3 ${versions} ${aaguid} 06 9a ffffffff 01`),
  /** A byte string of 2^63-1 bytes. */
  'huge-bytes': bytesOf(`a2 ${versions} 03 5b 7fffffffffffffff 00`),
  truncated: bytesOf(`a2 ${versions} 03 50 0000`),
  'bytes-after-the-end': bytesOf(`a2 ${versions} ${aaguid} 00`),
  'not-a-map': bytesOf('83 01 02 03'),
  'tagged-map': bytesOf(`d9 d9f7 a2 ${versions} ${aaguid}`),
  empty: new Uint8Array(0),
} as const satisfies Record<string, Uint8Array>;

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}
