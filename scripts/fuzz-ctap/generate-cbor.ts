import { encode } from 'cborg';
import type { Chance } from './chance.ts';

/** Answers to getInfo as keys give them: the ground that changes are made on. */
const images: readonly Uint8Array[] = [
  new Map<number, unknown>([
    [1, ['FIDO_2_0']],
    [3, new Uint8Array(16)],
  ]),
  new Map<number, unknown>([
    [1, ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1']],
    [2, ['credProtect', 'hmac-secret', 'largeBlobKey', 'credBlob', 'minPinLength']],
    [3, new Uint8Array(16).fill(7)],
    [4, { rk: true, up: true, plat: false, uv: true, clientPin: true, bioEnroll: true, alwaysUv: true }],
    [5, 1280],
    [6, [2, 1]],
    [7, 8],
    [8, 128],
    [9, ['usb']],
    [10, [-7, -8, -35].map((alg) => ({ alg, type: 'public-key' }))],
    [11, 4096],
    [12, false],
    [13, 4],
    [14, 0x50604],
    [19, { FIDO: 1 }],
    [20, 22],
  ]),
  new Map<number, unknown>([
    [1, ['FIDO_2_0', 'FIDO_2_3']],
    [3, new Uint8Array(16).fill(9)],
    [4, { clientPin: false, userVerificationMgmtPreview: false }],
    [21, [1, 2n ** 63n]],
    [25, new Uint8Array(32).fill(0x5a)],
    [28, new TextEncoder().encode('https://example.com/pin')],
    [30, new Uint8Array(32).fill(0x5a)],
    [31, [1, 2, 3]],
    [99, 'unheard of'],
  ]),
].map((members) => encode(members));

const heads = [0x00, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0] as const;
const MAX_LEVELS = 12;

/** CBOR of a key on a good or a bad day: noise, well-formed nonsense, or a real answer with changes. */
export function someCbor(chance: Chance): Uint8Array {
  const kind = chance.below(10);
  if (kind < 2) return chance.bytes(chance.below(chance.oneIn(50) ? 8000 : 120));
  if (kind < 4) return Uint8Array.from(nonsense(chance, 0, []));
  return changed(chance, chance.pick(images));
}

export function aGoodAnswer(chance: Chance): Uint8Array {
  return chance.pick(images);
}

/** Bytes changed, cut out, put in, repeated or cut off: one to five times. */
export function changed(chance: Chance, whole: Uint8Array): Uint8Array {
  let bytes = Array.from(whole);
  for (let left = 1 + chance.below(5); left > 0; left--) {
    const at = chance.below(bytes.length + 1);
    switch (chance.below(6)) {
      case 0:
        bytes[at] = chance.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
        break;
      case 2:
        bytes = bytes.toSpliced(at, chance.below(8));
        break;
      case 3:
        bytes = bytes.toSpliced(at, 0, ...nonsense(chance, 6, []));
        break;
      case 4:
        bytes = bytes.toSpliced(at, 0, ...bytes.slice(at, at + chance.below(40)));
        break;
      default:
        if (chance.oneIn(3)) bytes = bytes.slice(0, at);
    }
  }
  return Uint8Array.from(bytes);
}

/** An item whose heads are sound, but may stand for anything, be too long or promise too much. */
function nonsense(chance: Chance, level: number, into: number[]): number[] {
  const head = level === 0 ? 0xa0 : chance.pick(heads);
  const count = level > MAX_LEVELS ? 0 : chance.below(chance.oneIn(20) ? 300 : 6);
  if (chance.oneIn(60)) {
    into.push(head | chance.below(32));
    return into;
  }
  if (chance.oneIn(15)) into.push(head | 25, count >> 8, count & 0xff);
  else if (count > 23) into.push(head | 24, count & 0xff);
  else into.push(head | count);
  const told = into.length > 4000 ? 0 : count & 0xff;
  if (head === 0x40 || head === 0x60)
    for (let left = told; left > 0; left--)
      into.push(head === 0x60 ? 0x20 + chance.below(95) : chance.below(256));
  if (head === 0x80) for (let left = told; left > 0; left--) nonsense(chance, level + 1, into);
  if (head === 0xa0)
    for (let key = 0; key < told; key++) {
      if (chance.oneIn(10)) nonsense(chance, level + 1, into);
      else into.push(key & 0x17);
      nonsense(chance, level + 1, into);
    }
  return into;
}
