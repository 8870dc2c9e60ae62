import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, buildBinary } from 'plist';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveFiles } from './files.ts';

const files = liveFiles();
const bundle = { CFBundleIdentifier: 'test.example.vault', CFBundleShortVersionString: '5.1', Other: 'x' };
const question = { at: [], each: false, keep: { CFBundleShortVersionString: 'value' } } as const;
const answer = { ok: true, value: [{ name: '', kept: { CFBundleShortVersionString: '5.1' } }] };
const bomb = `<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>&b;</string></dict></plist>`;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-structured-'));
  writeFileSync(join(dir, 'xml.plist'), build(bundle));
  writeFileSync(join(dir, 'binary.plist'), buildBinary(bundle));
  writeFileSync(join(dir, 'half.plist'), Buffer.from(buildBinary(bundle)).subarray(0, 40));
  writeFileSync(join(dir, 'bomb.plist'), bomb);
  writeFileSync(join(dir, 'open-step.plist'), '{ CFBundleShortVersionString = 5.1; }');
  writeFileSync(join(dir, 'empty.plist'), '');
  // 250 bytes of memory for each of these would be over a gigabyte.
  writeFileSync(
    join(dir, 'wide.plist'),
    `<plist version="1.0"><array>${'<a/>'.repeat(1_200_000)}</array></plist>`,
  );
  writeFileSync(join(dir, 'large.plist'), build({ ...bundle, Other: 'x'.repeat(200_000) }));
  writeFileSync(join(dir, 'good.json'), `\uFEFF${JSON.stringify(bundle)}`);
  writeFileSync(join(dir, 'broken.json'), '{"CFBundleShortVersionString": "5.1"');
  writeFileSync(join(dir, 'deep.json'), '['.repeat(200_000));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('parts of structured files', () => {
  test.each([
    ['xml.plist', 'plist'],
    ['binary.plist', 'plist'],
    ['large.plist', 'plist'],
    ['good.json', 'json'],
  ] as const)('%s', async (name, format) => {
    expect(await files.readParts(join(dir, name), format, question)).toEqual(answer);
  });

  test.each([
    ['half.plist', 'plist'],
    ['empty.plist', 'plist'],
    ['open-step.plist', 'plist'],
    ['broken.json', 'json'],
    ['deep.json', 'json'],
    ['xml.plist', 'json'],
    ['good.json', 'plist'],
  ] as const)('%s as %s is malformed, and its content is not told', async (name, format) => {
    const read = await files.readParts(join(dir, name), format, question);
    expect(read).toMatchObject({ ok: false, problem: 'malformed' });
    expect(JSON.stringify(read)).not.toContain('5.1');
  });

  test('entities are not expanded', async () => {
    const read = await files.readParts(join(dir, 'bomb.plist'), 'plist', question);
    expect(JSON.stringify(read)).not.toContain('aaaa');
  });

  test('a binary list of lists of one list, which would be followed for ever, is too large', async () => {
    const lists = Array.from({ length: 16 }, (_, at) => [0xae, ...Array(14).fill(Math.min(at + 1, 15))]);
    const objects = Buffer.from([...lists.slice(0, 15).flat(), 0xa0]);
    const offsets = Array.from({ length: 16 }, (_, at) => 8 + at * 15);
    const trailer = Buffer.alloc(32);
    trailer.set([1, 1], 6);
    trailer.writeBigUInt64BE(16n, 8);
    trailer.writeBigUInt64BE(BigInt(8 + objects.length), 24);
    const bytes = Buffer.concat([Buffer.from('bplist00'), objects, Buffer.from(offsets), trailer]);
    writeFileSync(join(dir, 'references.plist'), bytes);
    const read = await files.readParts(join(dir, 'references.plist'), 'plist', question);
    expect(read).toMatchObject({ ok: false, problem: 'too-large' });
  });

  test('a missing file and one that is too large', async () => {
    const missing = await files.readParts(join(dir, 'none'), 'json', question);
    expect(missing).toMatchObject({ ok: false, problem: 'not-found' });
    const large = await files.readParts(join(dir, 'good.json'), 'json', question, 10);
    expect(large).toMatchObject({ ok: false, problem: 'too-large' });
  });
});

test('a wide property list is left before it takes the memory', async () => {
  const before = process.memoryUsage().rss;
  expect(await files.readParts(join(dir, 'wide.plist'), 'plist', question)).toMatchObject({
    ok: false,
    problem: 'too-large',
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
});
