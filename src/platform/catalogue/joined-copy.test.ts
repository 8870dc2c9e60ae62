import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalogue } from '../../contract/catalogue.ts';
import { joinCatalogue } from './join-catalogue.ts';
import { withJoinedCopy } from './joined-copy.ts';

const catalogue = joinCatalogue([]);
let folder: string;
let reads: number;
const read = async (): Promise<Catalogue> => {
  reads += 1;
  return catalogue;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyready-joined-'));
  reads = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads once for the same texts, and anew for others', async () => {
  expect(await withJoinedCopy(folder, ['a'], read)).toEqual(catalogue);
  expect(await withJoinedCopy(folder, ['a'], read)).toEqual(catalogue);
  expect(reads).toBe(1);
  await withJoinedCopy(folder, ['b'], read);
  expect(reads).toBe(2);
});

it.each(['', '{', JSON.stringify({ ...catalogue, entries: [{ id: 'put-there' }] })])(
  'does not believe a damaged copy: %s',
  async (text) => {
    await withJoinedCopy(folder, ['a'], read);
    const place = join(folder, 'node_modules/.cache/keyready-catalogue');
    const [name = ''] = readdirSync(place);
    writeFileSync(join(place, name), text);
    expect(await withJoinedCopy(folder, ['a'], read)).toEqual(catalogue);
    expect(reads).toBe(2);
  },
);

it('does without where none can be kept', async () => {
  writeFileSync(join(folder, 'node_modules'), 'a file');
  expect(await withJoinedCopy(folder, ['a'], read)).toEqual(catalogue);
  expect(await withJoinedCopy(folder, ['a'], read)).toEqual(catalogue);
  expect(reads).toBe(2);
});
