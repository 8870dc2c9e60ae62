import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseIni } from './parse-ini.ts';

describe('sections and keys', () => {
  test('a key file of NetworkManager (https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html)', () => {
    const root = parseIni('[connection]\ntype=vpn\n\n[vpn]\nservice-type=a.b\npassword-flags = 1\n');
    expect(valuesAt(root, 'connection/type')).toEqual(['vpn']);
    expect(valuesAt(root, 'vpn/password-flags')).toEqual(['1']);
  });

  test('a phone book keeps sections and keys of one name, in order (https://learn.microsoft.com/en-us/windows/win32/rras/ras-phone-books)', () => {
    const root = parseIni(
      '[Office]\r\nDEVICE=vpn\r\nDEVICE=modem\r\nCustomAuthKey=26\r\n[Office]\r\nCustomAuthKey=13\r\n',
    );
    expect(valuesAt(root, 'office/device')).toEqual(['vpn', 'modem']);
    expect(valuesAt(root, '*/CustomAuthKey')).toEqual(['26', '13']);
  });

  test("git's settings have a label in the section's name and blanks before keys", () => {
    const root = parseIni(
      '[credential]\n\thelper = store\n[credential "https://example.com"] # work\n\thelper = manager\n',
    );
    expect(valuesAt(root, 'credential/helper')).toEqual(['store']);
    expect(valuesAt(root, 'credential*/helper')).toEqual(['store', 'manager']);
  });

  test('a value is what follows the first sign, without quotes around all of it', () => {
    const root = parseIni('a=b=c\nquoted="x y"\nempty=""\nbare\n=nothing\ncolon: no\n');
    expect(root?.children.map(({ name, value }) => [name, value])).toEqual([
      ['a', 'b=c'],
      ['quoted', 'x y'],
      ['empty', ''],
    ]);
  });

  test('an empty file and one of comments have nothing in them; a text of another kind is refused', () => {
    expect(parseIni('')?.children).toEqual([]);
    expect(parseIni('; nothing\n# here')?.children).toEqual([]);
    expect(parseIni('{"json": true}')).toBeNull();
  });

  test('a line of two million blanks takes no time', () => {
    const begun = performance.now();
    parseIni(`a${' '.repeat(2_000_000)}b\nc=d\n`);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
