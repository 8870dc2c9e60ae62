import { describe, expect, it } from 'vitest';
import { shareWord } from './share-word.ts';

describe('shareWord', () => {
  it.each([
    [0, 10, '0%'],
    [5, 10, '50%'],
    [10, 10, '100%'],
    [1, 3, '33%'],
  ])('says %d of %d as %s', (count, total, said) => {
    expect(shareWord(count, total)).toBe(said);
  });

  it('never says none of some, nor all of not all', () => {
    expect(shareWord(1, 1000)).toBe('<1%');
    expect(shareWord(999, 1000)).toBe('>99%');
  });

  it('says nothing about nothing', () => {
    expect(shareWord(0, 0)).toBe('');
  });
});
