import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseWords } from './parse-words.ts';

describe('.netrc (https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html)', () => {
  test('items however they are spread over lines', () => {
    const root = parseWords(
      '# mine\nmachine a.example login me password #secret\nmachine b.example\n\tlogin machine\n\tpassword "x y"\ndefault login anonymous\n',
    );
    expect(valuesAt(root, 'machine')).toEqual(['a.example', 'b.example']);
    expect(valuesAt(root, 'machine/password')).toEqual(['#secret', 'x y']);
    expect(valuesAt(root, 'machine/login')).toEqual(['me', 'machine']);
    expect(valuesAt(root, 'default/login')).toEqual(['anonymous']);
  });

  test('commands of a macro are nobody’s settings', () => {
    const root = parseWords('machine a login me\nmacdef init\nuser x\npassword y\n\nmachine b login you\n');
    expect(valuesAt(root, 'machine/password')).toEqual([]);
    expect(valuesAt(root, 'machine/login')).toEqual(['me', 'you']);
  });

  test('a text of another kind is refused', () => {
    expect(parseWords('hello world')).toBeNull();
    expect(parseWords('')?.children).toEqual([]);
  });
});
