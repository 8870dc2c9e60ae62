import { describe, expect, test } from 'vitest';
import { Policy } from '../../contract/policy.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { highestMacosFor } from './mac-upgrade.ts';

const { policy } = await readPolicyFiles();

describe('highestMacosFor', () => {
  // Neighbours on both sides of a limit, by the lists that the policy cites.
  test.each<[string, number]>([
    ['MacBookPro11,3', 11],
    ['MacBookPro11,4', 12],
    ['MacBookPro13,3', 12],
    ['MacBookPro14,1', 13],
    ['iMac18,3', 13],
    ['MacBookAir8,2', 14],
    ['iMac19,1', 15],
    ['MacBookPro16,3', 15],
    ['MacBookPro16,2', 26],
    ['MacPro7,1', 26],
    ['MacBookPro17,1', 27],
    ['Mac16,10', 27],
  ])('%s can install macOS %i', (model, highest) => {
    expect(highestMacosFor(model, policy)).toBe(highest);
  });

  test.each<[string, string | null]>([
    ['a model that is not listed', 'Mac99,1'],
    ['a beginning of a listed one', 'Mac16,'],
    ['another way of writing it', 'macbookpro14,1'],
    ['a PC', '20XW0055GE'],
    ['no model at all', null],
    ['the inside of an object', 'constructor'],
  ])('%s cannot be told', (_name, model) => {
    expect(highestMacosFor(model, policy)).toBeNull();
  });

  test('a policy without the table tells nothing', () => {
    expect(highestMacosFor('MacBookPro14,1', { ...policy, macUpgradeLimits: undefined })).toBeNull();
  });
});

describe('the table', () => {
  const row = {
    highest: 13,
    models: ['MacBookPro14,1'],
    source: 'https://example.com/macos',
    asOf: '2026-11-27',
  };
  const faultsOf = (...macUpgradeLimits: unknown[]) =>
    Policy.safeParse({ ...policy, macUpgradeLimits }).error?.issues.map(({ path }) => path.join('.'));

  test('is accepted as it is packaged, and with one row', () => {
    expect(faultsOf(row)).toBeUndefined();
  });

  test.each<[string, unknown[], string]>([
    ['a model that stands twice', [row, { ...row, highest: 14 }], '1.models.0'],
    ['a model without its number', [{ ...row, models: ['MacBookPro'] }], '0.models.0'],
    ['a row without models', [{ ...row, models: [] }], '0.models'],
    ['a version that is no whole number', [{ ...row, highest: 13.6 }], '0.highest'],
    ['a row without a source', [{ ...row, source: undefined }], '0.source'],
    ['a row with something more', [{ ...row, note: 'mine' }], '0'],
  ])('%s is refused at its place', (_name, rows, place) => {
    expect(faultsOf(...rows)).toEqual([`macUpgradeLimits.${place}`]);
  });
});
