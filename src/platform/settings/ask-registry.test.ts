import { describe, expect, it } from 'vitest';
import { type FakeRegistry, readFakeRegistry } from '../../../test/doubles/fake-registry.ts';
import type { When } from '../../contract/settings-test.ts';
import type { Registry } from '../reach.ts';
import type { RegistryQuestion, RegistryRoot } from '../windows/registry.ts';
import type { SettingsQuestion } from './answer-questions.ts';
import { askRegistry } from './ask-registry.ts';

const canary = 'canary-9f2c';
const registry: FakeRegistry = {
  'HKCU\\Soft\\configs\\home': { 'auth-data': { type: 'binary', data: 'ca9f' }, mode: 'sso' },
  'HKCU\\Soft\\configs\\work': { 'auth-data': { type: 'binary', data: '' }, mode: 'password' },
  'HKCU\\Soft\\configs\\shut': { problem: 'denied' },
  'HKCU\\Soft\\flat': { Password: canary, Empty: '', Kind: 'basic', Tries: 0 },
  'HKLM32\\Soft\\flat': { Kind: 'other' },
};

/** Asks, and tells what the registry was asked for. */
async function ask(
  path: string,
  question: Omit<SettingsQuestion, 'id'>,
  { root = 'HKCU', view = '64' }: { root?: RegistryRoot; view?: '64' | '32' } = {},
) {
  const asked: RegistryQuestion[] = [];
  const readTree: Registry['readTree'] = async (...args) => {
    asked.push(args[2]);
    return readFakeRegistry(registry, ...args);
  };
  const outcome = await askRegistry(readTree, root, path, view, [{ id: 'test', ...question }]);
  return { outcome, asked: asked[0] };
}
const cases = (...whens: When[]) => whens.map((when, at) => ({ id: `case-${at}`, when }));

describe('what of a value is read', () => {
  it('only its size where no test ever asks for more', async () => {
    const { outcome, asked } = await ask(String.raw`Soft\flat`, {
      cases: cases({ Kind: { is: ['sso'] } }, { Password: { present: true }, Kind: { is: ['basic'] } }),
    });
    expect(asked).toMatchObject({ values: ['kind'], presence: ['password'] });
    expect(outcome).toMatchObject({
      value: {
        answers: [{ cases: [{ case: 'case-1', count: 1, proof: ['Password is set', 'Kind=basic'] }] }],
      },
    });
    expect(JSON.stringify(outcome)).not.toContain(canary);
  });

  it('the whole where one of the tests needs it, and then only once', async () => {
    const { asked } = await ask(String.raw`Soft\flat`, {
      only: { KIND: { present: true } },
      cases: cases([{ Kind: { is: ['sso'] } }, { Tries: { present: false } }]),
    });
    expect(asked).toMatchObject({ values: ['kind'], presence: ['tries'] });
  });

  it('an empty value is not set, a number is', async () => {
    const found = async (when: When) => {
      const { outcome } = await ask(String.raw`Soft\flat`, { cases: cases(when) });
      return outcome.ok && outcome.value.answers[0]?.cases[0]?.case === 'case-0';
    };
    expect(await found({ Empty: { present: false } })).toBe(true);
    expect(await found({ Empty: { present: true } })).toBe(false);
    expect(await found({ Tries: { present: true } })).toBe(true);
    expect(await found({ Missing: { present: false } })).toBe(true);
  });

  // Windows keeps either where the drive has no account of its own: http://sysadminslibrary.blogspot.com/2013/02/mapped-network-drives-in-windows-7.html
  it.each([0, ''])('where a name would stand, %j says that there is none', async (value) => {
    const when = cases({ UserName: { present: true } });
    const found = async (values: Record<string, string | number>) => {
      const readTree: Registry['readTree'] = async (...args) =>
        readFakeRegistry({ 'HKCU\\Network\\Z': values }, ...args);
      const questions = [{ id: 'test', cases: when }];
      const outcome = await askRegistry(readTree, 'HKCU', String.raw`Network\*`, '64', questions);
      return outcome.ok ? outcome.value.answers[0]?.cases : outcome;
    };
    expect(await found({ UserName: value })).toEqual([{ case: null, count: 1, proof: [] }]);
    expect(await found({ UserName: 'EXAMPLE\\canary-person' })).toEqual([
      { case: 'case-0', count: 1, proof: ['UserName is set'] },
    ]);
  });

  it('open names that are only asked for their presence are sized, all others too when one is read', async () => {
    const sized = await ask(String.raw`Soft\flat`, { cases: cases({ 'Pass*': { present: true } }) });
    expect(sized.asked).toMatchObject({ values: [], presence: '*' });
    expect(sized.outcome).toMatchObject({ value: { answers: [{ cases: [{ case: 'case-0' }] }] } });
    const read = await ask(String.raw`Soft\flat`, {
      cases: cases({ Password: { present: true }, '*': { is: ['basic'] } }),
    });
    expect(read.asked).toMatchObject({ values: '*', presence: ['password'] });
    expect(read.outcome).toMatchObject({ value: { answers: [{ cases: [{ case: 'case-0' }] }] } });
  });

  it('text that was kept as bytes is read as text, other bytes as hex', async () => {
    const bytes = (text: string) => ({
      type: 'binary' as const,
      data: Buffer.from(text, 'utf16le').toString('hex'),
    });
    const kept = {
      ended: bytes('outlook.office365.com\0'),
      open: bytes('outlook.office365.com'),
      other: { type: 'binary' as const, data: '0a00ff' },
      control: bytes('\u0001outlook.office365.com'),
    };
    const readTree: Registry['readTree'] = async (...args) =>
      readFakeRegistry({ 'HKCU\\Mail': kept }, ...args);
    const questions = Object.keys(kept).map((name) => ({
      id: name,
      cases: cases({ [name]: { endsWith: ['.office365.com'] } }, { [name]: { is: ['0a00ff'] } }),
    }));
    const outcome = await askRegistry(readTree, 'HKCU', 'Mail', '64', questions);
    const found = outcome.ok ? outcome.value.answers.map(({ id, cases: [one] }) => [id, one?.case]) : [];
    expect(found).toEqual([
      ['ended', 'case-0'],
      ['open', 'case-0'],
      ['other', 'case-1'],
      ['control', null],
    ]);
  });

  it('a value that is the item itself is read by the name of the item', async () => {
    const { asked, outcome } = await ask(String.raw`Soft\flat`, {
      each: 'Kind',
      cases: cases({ '.': { is: ['basic'] } }),
    });
    expect(asked).toMatchObject({ values: ['kind'], presence: [] });
    expect(outcome).toMatchObject({ value: { answers: [{ cases: [{ case: 'case-0', count: 1 }] }] } });
  });
});

describe('keys that may not be read', () => {
  it('are told where the path or a test would look into them, and nowhere else', async () => {
    const secret = cases({ 'auth-data': { present: true } });
    const denied = [{ problem: 'denied', count: 1 }];
    const byPath = await ask(String.raw`Soft\configs\*`, { cases: secret });
    expect(byPath.outcome).toMatchObject({ value: { files: 2, unread: denied } });
    const byItem = await ask(String.raw`Soft\configs`, { each: '*', cases: secret });
    expect(byItem.outcome).toMatchObject({
      value: {
        files: 1,
        unread: denied,
        answers: [
          {
            cases: [
              { case: 'case-0', count: 1, proof: ['auth-data is set'] },
              { case: null, count: 1 },
            ],
          },
        ],
      },
    });
    const elsewhere = await ask(String.raw`Soft\configs`, {
      cases: cases({ 'home/mode': { is: ['sso'] } }),
    });
    expect(elsewhere.outcome).toMatchObject({
      value: { unread: [], answers: [{ cases: [{ case: 'case-0' }] }] },
    });
    const anywhere = await ask(String.raw`Soft\configs`, { cases: cases({ '**/mode': { is: ['sso'] } }) });
    expect(anywhere.outcome).toMatchObject({ value: { unread: denied } });
  });

  it('a side without the key is not found; the other side answers for itself', async () => {
    const question = { cases: cases({ Kind: { is: ['other'] } }) };
    expect((await ask(String.raw`Soft\flat`, question, { root: 'HKLM' })).outcome).toEqual({
      ok: false,
      problem: 'not-found',
    });
    const side32 = await ask(String.raw`Soft\flat`, question, { root: 'HKLM', view: '32' });
    expect(side32.outcome).toMatchObject({ value: { answers: [{ cases: [{ case: 'case-0' }] }] } });
  });
});
