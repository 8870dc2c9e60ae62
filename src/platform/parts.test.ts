import { describe, expect, test } from 'vitest';
import { pickParts } from './parts.ts';

const document = {
  account: { email: 'mia@example.test', id: '117' },
  extensions: {
    settings: {
      aaaa: { state: 1, disable_reasons: [], manifest: { name: 'Vault' } },
      bbbb: { state: 0, disable_reasons: [1], path: '/home/mia/x' },
    },
  },
  addons: [
    { id: 'vault@example.test', active: true },
    { id: 'private@example.test', active: true },
  ],
};

describe('parts of a document', () => {
  test('only the asked members, and of them only the asked values', () => {
    const at = ['extensions', 'settings'];
    const question = {
      at,
      each: true,
      names: ['bbbb', 'cccc'],
      keep: { state: 'value', disable_reasons: 'value' },
    };
    expect(pickParts(document, question as Parameters<typeof pickParts>[1])).toEqual([
      { name: 'bbbb', kept: { state: 0, disable_reasons: [1] } },
    ]);
  });

  test('members of a list by one of their texts', () => {
    const only = { key: 'id', values: ['vault@example.test'] };
    const parts = pickParts(document, { at: ['addons'], each: true, only, keep: { active: 'value' } });
    expect(parts).toEqual([{ name: '0', kept: { active: true } }]);
  });

  test('presence says that something stands there, never what', () => {
    const keep = { email: 'presence', id: 'presence', phone: 'presence' } as const;
    expect(pickParts(document, { at: ['account'], each: false, keep })).toEqual([
      { name: '', kept: { email: true, id: true } },
    ]);
    const empty = { account: { email: '', id: [] } };
    expect(pickParts(empty, { at: ['account'], each: false, keep })[0]?.kept).toEqual({
      email: false,
      id: false,
    });
  });

  test('a value that is not plain is told apart from a missing one', () => {
    const keep = {
      'aaaa/manifest': 'value',
      'aaaa/version': 'value',
      'aaaa/manifest/name': 'value',
    } as const;
    const [part] = pickParts(document, { at: ['extensions', 'settings'], each: false, keep });
    expect(part?.kept).toEqual({ 'aaaa/manifest': null, 'aaaa/manifest/name': 'Vault' });
  });

  test.each([
    ['no such place', ['nowhere', 'at', 'all']],
    ['a text where an object should be', ['account', 'email']],
    ['a name that every object inherits', ['constructor']],
  ])('%s gives nothing', (_, at) => {
    expect(pickParts(document, { at, each: false, keep: { length: 'value', name: 'value' } })).toEqual([]);
  });

  test('every member of a list on the way, with the members of all', () => {
    const accounts = {
      Accounts: [
        {
          id: 'mia@example.test',
          Services: [
            { Name: 'A', Enabled: 1 },
            { Name: 'B', Enabled: 0 },
          ],
        },
        'not an object',
        { Services: { x: { Name: 'B' } } },
        { Services: null },
      ],
    };
    const at = ['Accounts', '*', 'Services'];
    const only = { key: 'Name', values: ['B'] };
    expect(pickParts(accounts, { at, each: true, only, keep: { Enabled: 'value' } })).toEqual([
      { name: '1', kept: { Enabled: 0 } },
      { name: 'x', kept: {} },
    ]);
    expect(pickParts({ Accounts: 'mia' }, { at, each: true, keep: {} })).toEqual([]);
  });

  test('the document itself only when it holds one of the texts', () => {
    const bundle = { CFBundleIdentifier: 'test.vault', Info: { kind: 'tool' }, Version: '5' };
    const ask = (key: string, value: string) =>
      pickParts(bundle, { at: [], each: false, only: { key, values: [value] }, keep: { Version: 'value' } });
    expect(ask('CFBundleIdentifier', 'test.vault')).toEqual([{ name: '', kept: { Version: '5' } }]);
    expect(ask('CFBundleIdentifier', 'test.other')).toEqual([]);
    expect(ask('Info/kind', 'tool')).toHaveLength(1);
    expect(ask('Info/constructor', 'tool')).toEqual([]);
  });

  test.each([[null], ['text'], [7], [undefined]])('a document that is %j gives nothing', (odd) => {
    expect(pickParts(odd, { at: [], each: true, keep: {} })).toEqual([]);
  });
});
