import { buildBinary } from 'plist';
import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parsePlist } from './parse-plist.ts';
import { TooMuchError } from './settings-node.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Settings</key><dict><key>default-browser</key><string>yes</string><key>n</key><integer>3</integer></dict>
  <key>List</key><array><true/><real>1.5</real><data>c2VjcmV0</data><data/></array>
</dict></plist>`;

function binary(value: Parameters<typeof buildBinary>[0]): Buffer {
  return Buffer.from(buildBinary(value));
}

function ofText(text: string) {
  return parsePlist(Buffer.from(text), text);
}

describe('both forms', () => {
  test('XML', () => {
    const root = ofText(xml);
    expect(valuesAt(root, 'settings/default-browser')).toEqual(['yes']);
    expect(valuesAt(root, 'Settings/n')).toEqual(['3']);
    expect(valuesAt(root, 'List/*')).toEqual(['true', '1.5', null, '']);
  });

  test('binary, as a library writes it', () => {
    const long = 'x'.repeat(400);
    const when = new Date('2026-11-01T10:00:00Z');
    const root = parsePlist(
      binary({
        Settings: { 'default-browser': 'yes', n: 3, below: -5, half: 0.5, off: false, Schlüssel: '東京' },
        List: [true, new Uint8Array([1]), new Uint8Array(0), when],
        long,
      }),
      null,
    );
    expect(valuesAt(root, 'Settings/default-browser')).toEqual(['yes']);
    expect(valuesAt(root, 'Settings/*')).toEqual(['yes', '3', '-5', '0.5', 'false', '東京']);
    expect(valuesAt(root, 'settings/schlüssel')).toEqual(['東京']);
    expect(valuesAt(root, 'List/*')).toEqual(['true', null, '', when.toISOString()]);
    expect(valuesAt(root, 'long')).toEqual([long]);
  });
});

describe('what is none', () => {
  test.each([
    ['a key without a value', '<plist><dict><key>a</key></dict></plist>'],
    ['a value in the place of a key', '<plist><dict><string>a</string><string>b</string></dict></plist>'],
    ['another document', '<html><dict/></html>'],
    ['OpenStep text', '{ a = b; }'],
    ['an unknown kind', '<plist><set/></plist>'],
    [
      'an entity',
      '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]><plist><string>&x;</string></plist>',
    ],
  ])('%s is refused', (_, text) => {
    expect(ofText(text)).toBeNull();
  });

  test('every cut and every changed byte of a binary one ends with an answer', () => {
    const whole = binary({ a: ['b', { c: 1 }], d: new Uint8Array([1, 2]) });
    for (let at = 0; at < whole.length; at++) {
      for (const bytes of [
        whole.subarray(0, at),
        changed(whole, at, 0xff),
        changed(whole, at, 0),
        changed(whole, at, 0xaf),
      ])
        expect(() => orTooMuch(bytes)).not.toThrow();
    }
  });

  test('a list that holds itself, and lists of lists of one list, are too much', () => {
    expect(() => parsePlist(listsOf(1, 1, true), null)).toThrow(TooMuchError);
    const begun = performance.now();
    expect(() => parsePlist(listsOf(16, 14, false), null)).toThrow(TooMuchError);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

function changed(bytes: Buffer, at: number, to: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = to;
  return copy;
}

function orTooMuch(bytes: Buffer): unknown {
  try {
    return parsePlist(bytes, null);
  } catch (error) {
    if (error instanceof TooMuchError) return null;
    throw error;
  }
}

/** `levels` lists, each of `wide` references to the next one; the last refers to itself or is empty. */
function listsOf(levels: number, wide: number, toItself: boolean): Buffer {
  const objects = Array.from({ length: levels }, (_, at) => {
    const isLast = at === levels - 1;
    const count = isLast && !toItself ? 0 : wide;
    return Buffer.from([0xa0 | count, ...Array(count).fill(isLast ? at : at + 1)]);
  });
  const offsets: number[] = [];
  let at = 8;
  for (const object of objects) {
    offsets.push(at);
    at += object.length;
  }
  const trailer = Buffer.alloc(32);
  trailer[6] = 1;
  trailer[7] = 1;
  trailer.writeBigUInt64BE(BigInt(levels), 8);
  trailer.writeBigUInt64BE(BigInt(at), 24);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, Buffer.from(offsets), trailer]);
}
