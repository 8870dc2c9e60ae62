import { describe, expect, it } from 'vitest';
import { branch, leaf, nodesAt, wholeFile } from './settings-node.ts';

const file = wholeFile([
  branch('head office', [
    branch('local', [leaf('auth', 'pubkey')]),
    branch('Local-2', [leaf('auth', 'xauth')]),
    branch('remote', [leaf('auth', 'psk')]),
  ]),
]);

describe('nodesAt', () => {
  it('finds names that begin so, upper or lower case', () => {
    expect(nodesAt(file, 'head office/local*/auth').map(({ value }) => value)).toEqual(['pubkey', 'xauth']);
    expect(nodesAt(file, '*/re*/auth').map(({ value }) => value)).toEqual(['psk']);
  });

  it('takes a star in the middle of a name for a plain sign', () => {
    expect(nodesAt(file, '*/lo*al/auth')).toEqual([]);
  });
});
