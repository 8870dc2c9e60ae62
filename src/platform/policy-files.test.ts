import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '../contract/problem.ts';
import { readPolicyFiles } from './policy-files.ts';

const packaged = join(dirname(fileURLToPath(import.meta.url)), '../../policy');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-policy-'));
  await cp(packaged, folder, { recursive: true });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function change(file: string, edit: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}
async function problem(): Promise<ProblemError> {
  const error = await readPolicyFiles(folder).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error(`expected a ProblemError, got ${String(error)}`);
  return error;
}
/** Line of the first occurrence, counted from 1. */
async function lineOf(file: string, text: string): Promise<number> {
  const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

describe('readPolicyFiles', () => {
  test('has every date that entries of the catalogue name, and none of single programs that no entry names', async () => {
    const { policy, catalogue } = await readPolicyFiles();
    const named = new Set(
      catalogue.entries.flatMap(({ ends = [] }) =>
        ends.flatMap((end) => ('policyDate' in end ? [end.policyDate] : [])),
      ),
    );
    const dates = policy.dates.map(({ id }) => id);
    expect([...named].filter((id) => !dates.includes(id))).toEqual([]);
    const ofPrograms = policy.dates.filter(({ about }) => about === 'catalogue').map(({ id }) => id);
    expect(ofPrograms.filter((id) => !named.has(id))).toEqual([]);
    expect(ofPrograms).not.toEqual([]);
  });

  test('reads the packaged policy without being told where it is', async () => {
    const files = await readPolicyFiles();
    const { policy, remediation, problems } = files;
    expect(policy.dates.map(({ id }) => id)).toContain('sms-voice-end');
    expect(remediation.reasons.BT_OFF?.action).toBe('Turn on Bluetooth');
    expect(problems.problems['ingest.schema']).toBeDefined();
    expect(await readPolicyFiles(packaged)).toEqual(files);
  });

  test('a wrong type names file, line, column and field', async () => {
    await change('default.yaml', (text) => text.replace('staleAfterDays: 7', 'staleAfterDays: soon'));
    const line = await lineOf('default.yaml', 'staleAfterDays');
    const { code, where, message } = await problem();
    expect(code).toBe('policy.invalid');
    expect(where).toBe(`${join(folder, 'default.yaml')}:${line}:17 staleAfterDays`);
    expect(message).toContain('staleAfterDays');
  });

  test('a wrong row of the table of models names file, line and field', async () => {
    await change('authenticators.json', (text) => text.replace('"role": "key"', '"role": "lock"'));
    const line = await lineOf('authenticators.json', '"lock"');
    const { code, where } = await problem();
    expect(code).toBe('policy.invalid');
    expect(where).toContain(`${join(folder, 'authenticators.json')}:${line}:`);
    expect(where).toMatch(/authenticators.*role$/);
  });

  test('a table of models that was cut off names file and line', async () => {
    await change('authenticators.json', (text) => text.slice(0, 5000));
    const { code, where } = await problem();
    expect(code).toBe('policy.invalid');
    expect(where).toMatch(/authenticators\.json:\d+:\d+$/);
  });

  test('a wrong value deep inside is found at its own place', async () => {
    await change('default.yaml', (text) => text.replace("minimum: '76'", 'minimum: latest'));
    const line = await lineOf('default.yaml', 'minimum: latest');
    expect((await problem()).where).toBe(`${join(folder, 'default.yaml')}:${line}:14 browsers.0.minimum`);
  });

  test('an unknown key is refused with its own line', async () => {
    await change('default.yaml', (text) => text.replace('rulesOff: []', 'rulesOff: []\nstaleDays: 3'));
    const line = await lineOf('default.yaml', 'staleDays');
    expect((await problem()).where).toBe(`${join(folder, 'default.yaml')}:${line}:1 staleDays`);
  });

  test('a missing key is shown at its parent', async () => {
    await change('remediation.en.yaml', (text) => text.replace('    title: Bluetooth is off\n', ''));
    const { where } = await problem();
    const line = await lineOf('remediation.en.yaml', 'BT_OFF:');
    expect(where).toBe(`${join(folder, 'remediation.en.yaml')}:${line + 1}:5 reasons.BT_OFF.title`);
  });

  test('several faults are listed, many are counted', async () => {
    await change('default.yaml', (text) => text.replaceAll('platform: linux', 'platform: beos'));
    await change('default.yaml', (text) => text.replaceAll('platform: darwin', 'platform: os2'));
    expect((await problem()).message).toMatch(/browsers\.3\.platform.*; and \d+ more$/);
  });

  test.each<[string, string]>([
    ['broken syntax', 'a: [1, 2\nb: }'],
    ['the same key twice', 'version: a\nversion: b'],
    ['a custom tag', 'version: !!js/function "function(){}"'],
    ['a reference to nowhere', 'version: *nowhere'],
    ['two documents', 'version: a\n---\nversion: b'],
  ])('%s is a mistake with a place', async (_name, text) => {
    await writeFile(join(folder, 'default.yaml'), text);
    const { code, where } = await problem();
    expect(code).toBe('policy.invalid');
    expect(where).toMatch(/default\.yaml:\d+:\d+/);
  });

  test.each<[string, string]>([
    ['an empty file', ''],
    ['a list', '- 1'],
    ['a lone word', 'hello'],
  ])('%s is refused as a whole', async (_name, text) => {
    await writeFile(join(folder, 'problems.en.yaml'), text);
    const { code, where } = await problem();
    expect(code).toBe('policy.invalid');
    expect(where).toContain('problems.en.yaml:1:1');
  });

  test('aliases that multiply are stopped', async () => {
    const levels = Array.from({ length: 9 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    await writeFile(join(folder, 'default.yaml'), levels.join('\n'));
    expect((await problem()).code).toBe('policy.invalid');
  });

  test('a key that names an object’s inside changes nothing outside', async () => {
    await change('default.yaml', (text) => `${text}\n__proto__: { polluted: true }\n`);
    expect((await problem()).code).toBe('policy.invalid');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a huge file is not read', async () => {
    await writeFile(join(folder, 'default.yaml'), `# ${'x'.repeat(1024 * 1024)}`);
    expect((await problem()).code).toBe('policy.invalid');
  });

  test('a missing file is unreadable and is named', async () => {
    await rm(join(folder, 'remediation.en.yaml'));
    const { code, where, message } = await problem();
    expect(code).toBe('policy.unreadable');
    expect(where).toBe(join(folder, 'remediation.en.yaml'));
    expect(message).toContain('ENOENT');
  });

  test('a folder in place of a file is unreadable', async () => {
    await rm(join(folder, 'default.yaml'));
    await cp(packaged, join(folder, 'default.yaml'), { recursive: true });
    expect((await problem()).code).toBe('policy.unreadable');
  });
});
