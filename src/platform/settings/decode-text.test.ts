import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const text = '[Büro]\r\nDEVICE=vpn\r\n';
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 the other way round with its mark', swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 the other way round without a mark', swapped(Buffer.from(text, 'utf16le'))],
    ["Windows' western code page", Buffer.from(text, 'latin1')],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('keeps names and signs of settings in any code page of one or two bytes', () => {
    // "[事務所]" in code page 932, https://encoding.spec.whatwg.org/#shift_jis-decoder
    const japanese = Buffer.concat([
      Buffer.from('5b8e968ab18a5d', 'hex'),
      Buffer.from('\r\nCustomAuthKey=26\r\n'),
    ]);
    expect(decodeText(japanese)).toMatch(/^\[.*\]\r\nCustomAuthKey=26\r\n$/);
  });

  it.each([
    ['NUL bytes', Buffer.from('a=b\0c=d')],
    ['a NUL at the end', Buffer.from('a=b\0')],
    ['a program', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0])],
    ['half a sign of UTF-16', Buffer.from([0xff, 0xfe, 0x41, 0, 0x42])],
    ['NUL signs in UTF-16', Buffer.from('a=b\0c', 'utf16le')],
  ])('takes %s for no text', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull();
  });

  it('has nothing to read in an empty file', () => {
    expect(decodeText(Buffer.alloc(0))).toBe('');
  });
});
