import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseRdp, parseTypedPairs } from './parse-typed-lines.ts';

describe('name:type:value (https://learn.microsoft.com/en-us/azure/virtual-desktop/rdp-properties)', () => {
  test('the value may hold colons and blanks', () => {
    const root = parseRdp(
      'full address:s:pc.example.com:3390\r\nenablerdsaadauth:i:1\r\npassword 51:b:01000000\r\n',
    );
    expect(valuesAt(root, 'full address')).toEqual(['pc.example.com:3390']);
    expect(valuesAt(root, 'enablerdsaadauth')).toEqual(['1']);
    expect(valuesAt(root, 'password 51')).toEqual(['01000000']);
  });

  test('a text of another kind is refused; an empty one has no settings', () => {
    expect(parseRdp('hello\nworld')).toBeNull();
    expect(parseRdp('')?.children).toEqual([]);
  });
});

describe('type:name:value', () => {
  test('a site of Shrew Soft', () => {
    const root = parseTypedPairs('n:version:4\ns:auth-method:mutual-rsa-xauth\nb:auth-mutual-psk:c2VjcmV0\n');
    expect(valuesAt(root, 'auth-method')).toEqual(['mutual-rsa-xauth']);
  });

  test('a file of Remote Desktop is none', () => {
    expect(parseTypedPairs('enablerdsaadauth:i:1\n')).toBeNull();
  });
});
