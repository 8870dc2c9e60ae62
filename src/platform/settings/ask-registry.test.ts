import { describe, expect, it } from 'vitest';
import { readFakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { askRegistry } from './ask-registry.ts';

const drives = 'Network\\*';
const question = {
  id: 'mapped-drives/drive',
  cases: [{ id: 'other-account', when: { UserName: { present: true } } }],
};

async function casesOf(values: Record<string, string | number>) {
  const registry = { 'HKCU\\Network\\Z': values };
  const readTree: Parameters<typeof askRegistry>[0] = async (root, path, asked) =>
    readFakeRegistry(registry, root, path, asked);
  const answer = await askRegistry(readTree, 'HKCU', drives, '64', [question]);
  return answer.ok ? answer.value.answers.flatMap(({ cases }) => cases) : answer;
}

describe('a value where a name or a secret may stand', () => {
  it('is there when it is a text that says something', async () => {
    expect(await casesOf({ UserName: 'EXAMPLE\\canary-person' })).toEqual([
      { case: 'other-account', count: 1, proof: ['UserName is set'] },
    ]);
  });

  // Windows keeps either where the drive has no account of its own: http://sysadminslibrary.blogspot.com/2013/02/mapped-network-drives-in-windows-7.html
  it.each([0, ''])('is not there when it is %j', async (value) => {
    expect(await casesOf({ UserName: value })).toEqual([{ case: null, count: 1, proof: [] }]);
  });
});
