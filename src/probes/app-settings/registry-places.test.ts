import { describe, expect, it } from 'vitest';
import { fakeReach } from '../../../test/doubles/fake-reach.ts';
import { askPersonsRegistry } from './registry-places.ts';

const question = { id: 'entry/test', cases: [{ id: 'on', when: { Level: { is: ['1'] } } }] };
const counts = async (place: string, registry: Record<string, Record<string, number>>) => {
  const answer = await askPersonsRegistry(fakeReach({ registry }), place, [question]);
  return answer.ok
    ? answer.value.answers[0]?.cases.map(({ case: of, count }) => [of, count])
    : answer.problem;
};

describe('keys of the machine', () => {
  it('are asked on both sides', async () => {
    const both = { 'HKLM\\SOFTWARE\\Maker': { Level: 1 }, 'HKLM32\\SOFTWARE\\Maker': { Level: 0 } };
    expect(await counts('HKLM\\SOFTWARE\\Maker', both)).toEqual([
      ['on', 1],
      [null, 1],
    ]);
    expect(await counts('HKLM\\SOFTWARE\\Maker', { 'HKLM32\\SOFTWARE\\Maker': { Level: 1 } })).toEqual([
      ['on', 1],
    ]);
    expect(await counts('HKLM\\SOFTWARE\\Maker', {})).toBe('not-found');
  });

  // https://learn.microsoft.com/en-us/windows/win32/winprog64/shared-registry-keys
  it.each([
    'SOFTWARE\\Policies\\Maker',
    'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
    'SYSTEM\\CurrentControlSet\\Services\\Maker',
  ])('that both sides share count once: %s', async (path) => {
    const twice = { [`HKLM\\${path}`]: { Level: 1 }, [`HKLM32\\${path}`]: { Level: 1 } };
    expect(await counts(`HKLM\\${path}`, twice)).toEqual([['on', 1]]);
  });

  it('with a name that only begins like a shared one have two sides', async () => {
    const path = 'SOFTWARE\\PoliciesOfMaker';
    const twice = { [`HKLM\\${path}`]: { Level: 1 }, [`HKLM32\\${path}`]: { Level: 1 } };
    expect(await counts(`HKLM\\${path}`, twice)).toEqual([['on', 2]]);
  });
});
