import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWithMingw } from '../../../scripts/native/build-with-mingw.ts';
import type { RegistryKey } from '../../../src/platform/windows/registry.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import { askAddon, askOne } from './ask-addon.ts';
import { type SeedValue, seedRegistry } from './seed-registry.ts';
import { ensureStandIns, gaugeName } from './stand-in-dlls.ts';
import { startWineMachine, type WineMachine, windowsPath } from './wine-machine.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const uninstall = String.raw`Microsoft\Windows\CurrentVersion\Uninstall`;
/** Half of a character, as only a program can write it. */
const lone = '\ud83d';

let machine: WineMachine;
beforeAll(async () => {
  await buildWithMingw();
  machine = await startWineMachine();
  await seedRegistry(machine, {
    [`HKLM\\SOFTWARE\\${uninstall}\\Ünïcode 例 😀`]: {
      DisplayName: 'Größe 例 😀',
      DisplayVersion: '1.2',
    },
    [`HKLM\\SOFTWARE\\Wow6432Node\\${uninstall}\\{32-bit}`]: { DisplayName: 'Alt' },
    'HKCU\\SOFTWARE\\Contoso': { '': 'the default', Secret: 'not asked for', Wanted: 'asked for' },
    'HKU\\S-1-5-21-1-2-3-1001\\SOFTWARE\\Contoso': { Person: 7 },
    'HKLM\\SOFTWARE\\Types': {
      Text: 'C:\\x "y"',
      Expand: { hex: 2, bytes: utf16('%ProgramFiles%\\x\0') },
      Many: { hex: 7, bytes: utf16('one\0zwei\0\0') },
      None: { hex: 7, bytes: utf16('\0') },
      Dword: 0xffff_fffe,
      'Short dword': { hex: 4, bytes: Buffer.from([1, 2]) },
      Qword: { hex: 0xb, bytes: Buffer.from('ffffffffffffff7f', 'hex') },
      Binary: { hex: 3, bytes: Buffer.from('00ffab', 'hex') },
      'Empty binary': { hex: 3, bytes: Buffer.alloc(0) },
      'Without end': { hex: 1, bytes: utf16('abc') },
      'Odd length': { hex: 1, bytes: Buffer.from([0x61, 0, 0x62]) },
      'With rest': { hex: 1, bytes: utf16('kept\0rest') },
      Lone: { hex: 1, bytes: utf16(`${lone}x\0`) },
      [`name ${lone}`]: 1,
      ['__proto__']: 'a value like any other',
    },
    'HKLM\\SOFTWARE\\Types\\__proto__': { constructor: 1 },
    'HKLM\\SOFTWARE\\Deep\\a\\b\\c': { x: 1 },
    'HKLM\\SOFTWARE\\Rights\\Open': { x: 1 },
    'HKLM\\SOFTWARE\\Rights\\Closed': { x: 1 },
  });
});
afterAll(() => machine?.remove());

const read = async (root: string, path: string, question: object): Promise<RegistryKey> =>
  ((await askOne(machine, ['readRegistry', root, path, question])) as { key: RegistryKey }).key;

describe('a tree of the registry', () => {
  it('is read with every character, from each side and each root', async () => {
    const all = { values: '*', depth: 1 };
    expect((await read('HKLM', `SOFTWARE\\${uninstall}`, all)).keys).toMatchObject({
      'Ünïcode 例 😀': {
        values: { DisplayName: { type: 'text', data: 'Größe 例 😀' }, DisplayVersion: { data: '1.2' } },
      },
    });
    const side32 = await read('HKLM', `SOFTWARE\\${uninstall}`, { ...all, view: '32' });
    expect(side32.keys).toMatchObject({ '{32-bit}': { values: { DisplayName: { data: 'Alt' } } } });
    expect(Object.keys(side32.keys)).not.toContain('Ünïcode 例 😀');
    const person = String.raw`S-1-5-21-1-2-3-1001\SOFTWARE\Contoso`;
    expect(await read('HKU', person, all)).toEqual({
      values: { Person: { type: 'number', data: 7 } },
      keys: {},
    });
  });

  it('gives only the values that were asked for, whatever their case, and spells them as they are', async () => {
    expect((await read('HKCU', String.raw`software\contoso`, { values: ['WANTED', ''] })).values).toEqual({
      '': { type: 'text', data: 'the default' },
      Wanted: { type: 'text', data: 'asked for' },
    });
    expect((await read('HKCU', String.raw`software\contoso`, { values: [] })).values).toEqual({});
  });

  it('gives each type its form, and damaged values what is there', async () => {
    const { values, keys } = await read('HKLM', String.raw`SOFTWARE\Types`, { values: '*', depth: 1 });
    const text = (data: string) => ({ type: 'text', data });
    expect(Object.entries(values)).toEqual(
      expect.arrayContaining([
        ['Text', text('C:\\x "y"')],
        ['Expand', text('%ProgramFiles%\\x')],
        ['Many', { type: 'texts', data: ['one', 'zwei'] }],
        ['None', { type: 'texts', data: [] }],
        ['Dword', { type: 'number', data: 0xffff_fffe }],
        ['Short dword', { type: 'binary', data: '0102' }],
        ['Qword', { type: 'big-number', data: '9223372036854775807' }],
        ['Binary', { type: 'binary', data: '00ffab' }],
        ['Empty binary', { type: 'binary', data: '' }],
        ['Without end', text('abc')],
        ['Odd length', text('a')],
        ['With rest', text('kept')],
        ['Lone', text(`${lone}x`)],
        [`name ${lone}`, { type: 'number', data: 1 }],
        ['__proto__', text('a value like any other')],
      ]),
    );
    expect(Object.entries(keys)).toEqual([
      ['__proto__', { values: { constructor: { type: 'number', data: 1 } }, keys: {} }],
    ]);
  });

  it('goes only as deep as asked', async () => {
    const deep = (depth: number) => read('HKLM', String.raw`SOFTWARE\Deep`, { values: '*', depth });
    expect(await deep(0)).toEqual({ values: {}, keys: {} });
    expect(await deep(1)).toEqual({ values: {}, keys: { a: { values: {}, keys: {} } } });
    expect(JSON.stringify(await deep(512))).toContain('"x"');
  });
});

describe('a value of which only the presence is asked', () => {
  const key = String.raw`SOFTWARE\Secrets`;
  const canary = 'canary-4c0ffee1';
  const spelled = [canary, Buffer.from(canary).toString('hex'), utf16(canary).toString('hex')];
  const secrets: Record<string, SeedValue> = {
    Password: canary,
    Blob: { hex: 3, bytes: Buffer.from(canary) },
    Expand: { hex: 2, bytes: utf16(`%x%${canary}\0`) },
    Many: { hex: 7, bytes: utf16(`${canary}\0\0`) },
    Odd: { hex: 77, bytes: utf16(canary) },
    Pin: 4711,
  };
  const empty: Record<string, SeedValue> = {
    'No text': '',
    'No bytes': { hex: 3, bytes: Buffer.alloc(0) },
    'No texts': { hex: 7, bytes: utf16('\0') },
    'No texts, two ends': { hex: 7, bytes: utf16('\0\0') },
    'No end': { hex: 1, bytes: Buffer.alloc(0) },
  };
  const open = { Mode: 'sso' };
  const expected = Object.fromEntries([
    ...Object.keys(secrets).map((name) => [name, { type: 'presence', data: 'set' }]),
    ...Object.keys(empty).map((name) => [name, { type: 'presence', data: 'empty' }]),
    ['None', { type: 'presence', data: 'zero' }],
  ]);
  beforeAll(() =>
    seedRegistry(machine, {
      [`HKLM\\${key}`]: { ...secrets, ...empty, ...open, None: 0 },
      [`HKLM\\${key}\\below`]: { password: canary },
    }),
  );

  it.each<[string, object]>([
    [
      'by name, without case',
      { values: [], presence: Object.keys(expected).map((name) => name.toUpperCase()) },
    ],
    ['by name, with all others read', { values: '*', presence: Object.keys(expected) }],
    ['as all that is not read', { values: ['mode'], presence: '*' }],
  ])(
    '%s, is set or empty, and nothing of it comes along, not even how long it is',
    async (_how, question) => {
      const answer = await read('HKLM', key, { ...question, depth: 1 });
      expect(answer.values).toMatchObject(expected);
      expect(answer.keys).toMatchObject({
        below: { values: { password: { type: 'presence', data: 'set' } } },
      });
      for (const bytes of [...spelled, '4711']) expect(JSON.stringify(answer)).not.toContain(bytes);
    },
  );

  it('is never copied out of the registry, as the calls show that Windows was asked', async () => {
    const { answer, calls } = await tracedCalls({
      values: ['Mode'],
      presence: Object.keys(secrets),
      depth: 1,
    });
    expect(answer).toMatchObject({ value: { key: { values: { Mode: { data: 'sso' } } } } });
    const buffersFor = (name: string) =>
      calls.filter((call) => call.name === name).map((call) => call.buffer);
    // Its size, then its bytes: the trace tells the two apart.
    expect(buffersFor('Mode')).toEqual([false, true]);
    // Of a number it is asked whether it is 0; of all else no byte.
    const others = Object.keys(secrets).filter((name) => name !== 'Pin');
    for (const name of [...others, 'password']) expect(buffersFor(name), name).toEqual([false]);
  });

  it('asked for in a way that is none is refused', async () => {
    const asked = (presence: unknown) =>
      askAddon(machine, [['readRegistry', 'HKLM', key, { values: [], presence }]]);
    for (const presence of ['all', 7, [7], {}, null])
      expect(await asked(presence)).toEqual([{ rejected: expect.stringContaining('a question') }]);
  });

  /** One question, and what of RegQueryValueExW Wine's own trace tells: which value, and whether there was a buffer for its bytes. */
  async function tracedCalls(question: object) {
    let stderr = '';
    const traced: Pick<WineMachine, 'driveC' | 'run'> = {
      driveC: machine.driveC,
      run: async (program, args, options) => {
        const env = { ...options?.env, WINEDEBUG: 'trace+reg' };
        const result = await machine.run(program, args, { ...options, env });
        stderr = result.stderr;
        return result;
      },
    };
    const [answer] = await askAddon({ ...machine, ...traced }, [['readRegistry', 'HKLM', key, question]]);
    const lines = /RegQueryValueExW \([^,]*,L"([^"]*)",[^,]*,[^,]*,([^,]*),[^)]*\)/g;
    const calls = [...stderr.matchAll(lines)].map(([, name = '', data]) => ({
      name,
      buffer: !/^(\(nil\)|0+)$/.test(data ?? ''),
    }));
    return { answer, calls };
  }
});

describe('what cannot be read', () => {
  it('a key that is not there is error 2', async () => {
    expect(
      await askOne(machine, ['readRegistry', 'HKLM', String.raw`SOFTWARE\No\Such`, { values: '*' }]),
    ).toEqual({
      result: 2,
    });
  });

  it('a key that nobody may read stands as denied below one that may be read, and is error 5 itself', async ({
    skip,
  }) => {
    const gauge = windowsPath(join(await ensureStandIns(), gaugeName));
    const closing = `process.exit(require(process.argv[1]).closeKey('SOFTWARE\\\\Rights\\\\Closed'))`;
    const { exitCode } = await machine.run(windowsPath(await ensureWindowsNode()), ['-e', closing, gauge]);
    expect(exitCode).toBe(0);
    const [above, itself] = await askAddon(machine, [
      ['readRegistry', 'HKLM', String.raw`SOFTWARE\Rights`, { values: '*', depth: 1 }],
      ['readRegistry', 'HKLM', String.raw`SOFTWARE\Rights\Closed`, { values: '*' }],
    ]);
    if (JSON.stringify(itself).includes('"key"')) skip('this Wine lets everybody read every key');
    expect(itself).toEqual({ value: { result: 5 } });
    expect(above).toMatchObject({
      value: { key: { keys: { Open: { values: {} }, Closed: { problem: 'denied' } } } },
    });
  });

  it('more than 4 MiB, or 20,000 keys, is too large, and nothing of it is given', async () => {
    const megabyte = { hex: 3, bytes: Buffer.alloc(1024 * 1024, 1) };
    await seedRegistry(machine, {
      'HKLM\\SOFTWARE\\Heavy': { a: megabyte, b: megabyte, c: megabyte, d: megabyte },
      ...Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`HKLM\\SOFTWARE\\Wide\\${at}`, {}])),
    });
    const question = { values: '*', depth: 1 };
    expect(
      await askAddon(machine, [
        ['readRegistry', 'HKLM', String.raw`SOFTWARE\Heavy`, question],
        ['readRegistry', 'HKLM', String.raw`SOFTWARE\Wide`, question],
        ['readRegistry', 'HKLM', String.raw`SOFTWARE\Wide`, { values: '*' }],
      ]),
    ).toEqual([
      { value: { tooLarge: true } },
      { value: { tooLarge: true } },
      { value: { result: 0, key: { values: {}, keys: {} } } },
    ]);
  });
});
