import { leaf, MOST_DEPTH, nodeLimit, type SettingsNode, TooMuchError } from './settings-node.ts';

/** Where the parts of the file are, by its last 32 bytes. */
type Layout = { bytes: Buffer; offsetSize: number; refSize: number; objects: number; table: number };

/**
 * A binary property list, each object counted wherever it is referred to: a library that follows references without counting can be kept busy for ever by a file of
 * 200 bytes. Null where the bytes are not of this form.
 * https://github.com/apple-oss-distributions/CF/blob/main/CFBinaryPList.c
 */
export function parseBinaryPlist(bytes: Buffer): SettingsNode | null {
  if (bytes.length < 8 + 32 || bytes.subarray(0, 8).toString('latin1') !== 'bplist00') return null;
  const end = bytes.length - 32;
  const layout: Layout = {
    bytes,
    offsetSize: bytes.readUInt8(end + 6),
    refSize: bytes.readUInt8(end + 7),
    objects: Number(bytes.readBigUInt64BE(end + 8)),
    table: Number(bytes.readBigUInt64BE(end + 24)),
  };
  try {
    return nodeOf(layout, '', Number(bytes.readBigUInt64BE(end + 16)), 0, nodeLimit());
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    return null;
  }
}

function nodeOf(layout: Layout, name: string, index: number, depth: number, count: () => void): SettingsNode {
  count();
  if (depth > MOST_DEPTH) throw new TooMuchError(`over ${MOST_DEPTH} levels`);
  const { bytes } = layout;
  const { kind, size, at } = headOf(layout, index);
  if (kind === 0xa)
    return {
      name,
      value: null,
      children: Array.from(refs(layout, at, size), (ref, item) =>
        nodeOf(layout, String(item + 1), ref, depth + 1, count),
      ),
    };
  if (kind === 0xd) {
    const keys = refs(layout, at, size);
    const values = refs(layout, at + size * layout.refSize, size);
    const children = keys.map((key, item) =>
      nodeOf(layout, textOf(layout, key), values[item] ?? -1, depth + 1, count),
    );
    return { name, value: null, children };
  }
  if (kind === 0x5 || kind === 0x6) return leaf(name, textOf(layout, index));
  if (kind === 0x0) return leaf(name, size === 8 ? 'false' : size === 9 ? 'true' : '');
  if (kind === 0x1) return leaf(name, String(wholeNumber(bytes, at, 2 ** size)));
  if (kind === 0x2) return leaf(name, String(size === 2 ? bytes.readFloatBE(at) : bytes.readDoubleBE(at)));
  if (kind === 0x3) return leaf(name, dateOf(bytes.readDoubleBE(at)));
  if (kind === 0x4) return leaf(name, size === 0 ? '' : null);
  if (kind === 0x8) return leaf(name, String(wholeNumber(bytes, at, size + 1)));
  throw new RangeError('no such kind');
}

type Head = { kind: number; size: number; at: number };

/** Kind and size of an object and where its content begins. The size of long ones stands as a number behind the first byte. */
function headOf({ bytes, objects, table, offsetSize }: Layout, index: number): Head {
  if (!(index >= 0 && index < objects)) throw new RangeError('no such object');
  const at = bytes.readUIntBE(table + index * offsetSize, offsetSize);
  const marker = bytes.readUInt8(at);
  const [kind, size] = [marker >> 4, marker & 15];
  const isLong = size === 15 && kind >= 4 && kind !== 8;
  if (!isLong) return { kind, size, at: at + 1 };
  const width = 2 ** (bytes.readUInt8(at + 1) & 15);
  return { kind, size: wholeNumber(bytes, at + 2, width), at: at + 2 + width };
}

function refs({ bytes, refSize }: Layout, at: number, size: number): number[] {
  if (at + size * refSize > bytes.length) throw new RangeError('beyond the end');
  return Array.from({ length: size }, (_, item) => bytes.readUIntBE(at + item * refSize, refSize));
}

function textOf(layout: Layout, index: number): string {
  const { kind, size, at } = headOf(layout, index);
  const width = kind === 0x6 ? 2 : 1;
  if ((kind !== 0x5 && kind !== 0x6) || at + size * width > layout.bytes.length)
    throw new RangeError('no text');
  const bytes = layout.bytes.subarray(at, at + size * width);
  return kind === 0x5 ? bytes.toString('latin1') : new TextDecoder('utf-16be').decode(bytes);
}

/** Of 1, 2, 4, 8 or 16 bytes; only those of 8 bytes and more have a sign, and of 16 the lower half counts. */
function wholeNumber(bytes: Buffer, at: number, width: number): number {
  if (width <= 6) return bytes.readUIntBE(at, width);
  if (width === 8) return Number(bytes.readBigInt64BE(at));
  return Number(bytes.readBigInt64BE(at + width - 8));
}

/** Seconds since 2001. */
function dateOf(seconds: number): string {
  const date = new Date(Date.UTC(2001, 0, 1) + seconds * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
