import { describe, expect, it } from 'vitest';
import { splitWords } from './split-words.ts';

describe('splitWords', () => {
  it.each([
    ['a b\tc', ['a', 'b', 'c']],
    ['  a  ', ['a']],
    ['', []],
    ['"a b" c', ['a b', 'c']],
    ["'a \"b' c", ['a "b', 'c']],
    ['a"b c"d', ['ab cd']],
    ["it's", ["it's"]],
    ['"" x', ['', 'x']],
    ['a\\ b \\"c', ['a b', '"c']],
    ['"a\\"b"', ['a"b']],
    ["'a\\'", ['a\\']],
    ['a\\', ['a\\']],
    ['"open a', ['open a']],
    ['a # b', ['a']],
    ['a#b ;c', ['a#b']],
    ['"#" a', ['#', 'a']],
  ])('%s', (line, words) => {
    expect(splitWords(line, '#;')).toEqual(words);
  });
});
