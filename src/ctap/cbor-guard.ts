import { type Token, Tokenizer, Type } from 'cborg';

/** What a key's answer may be at most; the longest CTAPHID message is 7,609 bytes with its status byte. */
export const MAX_CBOR_BYTES = 7608;
const MAX_DEPTH = 8;
const MAX_ITEMS = 1000;

/** Byte and text strings as they pass by: where their content stands, and under which key of the outermost map. */
export type StringSpan = { topKey: unknown; isTopKey: boolean; start: number; end: number };

type Open = { isMap: boolean; itemsLeft: number; atKey: boolean; lastKey: Uint8Array | null };

const options = { allowIndefinite: false, allowBigInt: true, allowUndefined: true };
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Stands between cborg's tokenizer and its decoder, which know no limits of depth and number, and watches for canonical form
 * (CTAP 2.1, section 8: shortest heads, map keys in order). Throws as cborg does.
 */
export class CborGuard {
  /** False once a head was longer than need be or a map key stood out of order. */
  canonical = true;
  private readonly data: Uint8Array;
  private readonly inner: Tokenizer;
  private readonly onString: (span: StringSpan) => void;
  private readonly open: Open[] = [];
  private items = 0;
  private topKey: unknown;

  constructor(data: Uint8Array, onString: (span: StringSpan) => void = () => undefined) {
    this.data = data;
    this.inner = new Tokenizer(data, options);
    this.onString = onString;
  }

  done(): boolean {
    return this.inner.done();
  }

  pos(): number {
    return this.inner.pos();
  }

  /** The key of the outermost map whose value is being read. */
  currentTopKey(): unknown {
    return this.open.length > 0 ? this.topKey : undefined;
  }

  next(): Token {
    const start = this.inner.pos();
    const token = this.inner.next();
    this.items += 1;
    if (this.items > MAX_ITEMS) throw new Error(`more than ${MAX_ITEMS} items`);
    const headBytes = this.checkHead(start);
    const holder = this.open.at(-1);
    const isKey = holder?.isMap === true && holder.atKey;
    const isTopKey = isKey && this.open.length === 1;
    if (isKey) this.checkKey(holder, token, start);
    if (isTopKey) this.topKey = token.value;
    if (isOf(token, Type.bytes) || isOf(token, Type.string)) {
      const end = this.inner.pos();
      if (isOf(token, Type.string)) this.checkText(start + headBytes, end);
      this.onString({ topKey: this.topKey, isTopKey, start: start + headBytes, end });
    }
    this.keepCount(holder, token);
    return token;
  }

  /** Length of the item's head. Notes a number or length that has a shorter head (RFC 8949, section 4.2.1). */
  private checkHead(start: number): number {
    const head = this.data[start] ?? 0;
    const extraBytes = [1, 2, 4, 8][(head & 31) - 24] ?? 0;
    const isNumberOrLength = head >>> 5 !== 7;
    if (extraBytes > 0 && isNumberOrLength) {
      let argument = 0n;
      for (let at = start + 1; at <= start + extraBytes; at++)
        argument = (argument << 8n) | BigInt(this.data[at] ?? 0);
      const least = extraBytes === 1 ? 24n : 1n << BigInt(extraBytes * 4);
      if (argument < least) this.canonical = false;
    }
    return 1 + extraBytes;
  }

  private checkKey(holder: Open, token: Token, start: number): void {
    if (!isOf(token, Type.uint) && !isOf(token, Type.negint) && !isOf(token, Type.string))
      throw new Error(`a map key is a ${token.type.name}, not a number or text`);
    const key = this.data.subarray(start, this.inner.pos());
    // With shortest heads plain byte order is the order of CTAP: kind, then length, then value.
    if (holder.lastKey !== null && compareBytes(holder.lastKey, key) >= 0) this.canonical = false;
    holder.lastKey = key;
  }

  private checkText(start: number, end: number): void {
    const text = this.data.subarray(start, end);
    if (text.every((byte) => byte < 0x80)) return;
    try {
      utf8.decode(text);
    } catch {
      throw new Error('a text is not UTF-8');
    }
  }

  private keepCount(holder: Open | undefined, token: Token): void {
    if (holder) {
      holder.itemsLeft -= 1;
      holder.atKey = !holder.atKey;
    }
    const isMap = isOf(token, Type.map);
    if (isMap || isOf(token, Type.array)) {
      if (this.open.length + 1 > MAX_DEPTH) throw new Error(`more than ${MAX_DEPTH} levels`);
      const itemsLeft = Number(token.value) * (isMap ? 2 : 1);
      if (itemsLeft > this.data.length - this.inner.pos())
        throw new Error(`a ${token.type.name} claims more items than there are bytes`);
      this.open.push({ isMap, itemsLeft, atKey: true, lastKey: null });
    }
    while (this.open.at(-1)?.itemsLeft === 0) this.open.pop();
  }
}

function isOf(token: Token, type: Type): boolean {
  return Type.equals(token.type, type);
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
