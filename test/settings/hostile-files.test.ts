import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSettingsFacts } from '../../src/contract/facts/app-settings.ts';
import type { Found } from '../../src/probes/probe.ts';
import { catalogueOfSamples, settingsSamples } from '../doubles/settings-samples.ts';

const isRoot = process.getuid?.() === 0;
/** Whose home it is: whoever runs the tests, or where that is root, an account that is nobody's. */
const person = isRoot ? 65_534 : (process.getuid?.() ?? -1);
const SOMEBODY = 12_345;
const values = {
  auth: 'pw-kind',
  password: 'hidden-word',
  user: 'erika',
  host: 'host.example',
  path: '/srv/somewhere',
};

/** Texts that a careless reader never ends with, or whose end costs it all memory. */
const traps: Record<string, string> = {
  line: `a${' '.repeat(400_000)}b`,
  quotes: `a "${'\\'.repeat(400_000)}`,
  lines: '\n'.repeat(400_000),
  settings: `a=b\n`.repeat(110_000),
  nul: `auth=pw-kind\n\0${'x'.repeat(100)}`,
};
const trapsOf: Partial<Record<string, Record<string, string>>> = {
  xml: {
    laughs: `<?xml version="1.0"?><!DOCTYPE z [${Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY l${at + 1} "${at === 0 ? 'ha' : `&l${at};`.repeat(12)}">`,
    ).join('')}]><z>&l12;</z>`,
    outside:
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Sites><Site><Auth>&x;</Auth></Site></Sites>',
    deep: '<a>'.repeat(1_000_000),
    wide: `<a>${'<b/>'.repeat(1_000_000)}</a>`,
  },
  json: { deep: '['.repeat(4_000_000), wide: `[${'{},'.repeat(1_500_000)}{}]` },
  yaml: {
    aliases: Array.from(
      { length: 12 },
      (_, at) =>
        `a${at}: &a${at} [${Array(9)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join(', ')}]`,
    ).join('\n'),
    deep: '['.repeat(50_000),
  },
  braces: { deep: 'a {'.repeat(1_000_000) },
  'prefs-js': { dots: `user_pref("${'a.'.repeat(2_000_000)}", 1);` },
};

/** The same of property lists in their binary form: 16 lists, each of 14 references to the next. */
function bombOfReferences(): Buffer {
  const objects = Array.from({ length: 16 }, (_, at) =>
    at === 15 ? Buffer.from([0xa0]) : Buffer.from([0xae, ...Array(14).fill(at + 1)]),
  );
  let end = 8;
  const offsets = objects.map((object) => {
    end += object.length;
    return end - object.length;
  });
  const trailer = Buffer.alloc(32);
  trailer.set([1, 1], 6);
  trailer.writeBigUInt64BE(16n, 8);
  trailer.writeBigUInt64BE(BigInt(end), 24);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, Buffer.from(offsets), trailer]);
}

type Told = { found: Found<AppSettingsFacts>; tookMs: number; grownBytes: number };
let dir: string;
let server: Server;
let told: Told;
let facts: AppSettingsFacts;

/** What a folder of one format has in it that no reader may stumble over. */
function layTraps(folder: string, reads: string, good: string): void {
  const inHere = (name: string) => join(folder, name);
  for (const [name, text] of Object.entries({ ...traps, ...trapsOf[reads] }))
    writeFileSync(inHere(name), text);
  if (reads === 'plist') writeFileSync(inHere('references'), bombOfReferences());
  writeFileSync(inHere('utf16'), Buffer.from(good, 'utf16le'));
  writeFileSync(inHere('sparse'), '');
  truncateSync(inHere('sparse'), 2 ** 30);
  mkdirSync(inHere('folder'));
  execFileSync('/usr/bin/mkfifo', [inHere('fifo')]);
  symlinkSync('loop', inHere('loop'));
  symlinkSync('nowhere', inHere('dangling'));
  symlinkSync(join(dir, 'outside'), inHere('leads-out'));
  writeFileSync(inHere('closed'), good);
  if (isRoot) writeFileSync(inHere('somebodys'), good);
  execFileSync('chown', ['-R', '-h', String(person), folder]);
  chmodSync(inHere('closed'), 0);
  if (isRoot) chownSync(inHere('somebodys'), SOMEBODY, SOMEBODY);
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-hostile-'));
  chmodSync(dir, 0o755);
  const [home, warm] = [join(dir, 'home'), join(dir, 'warm')];
  writeFileSync(join(dir, 'outside'), '[a]\nauth=pw-kind\n');
  writeFileSync(join(dir, 'catalogue.yaml'), JSON.stringify(catalogueOfSamples('~')));
  for (const { reads, text } of settingsSamples) {
    for (const one of [home, warm]) {
      mkdirSync(join(one, reads), { recursive: true });
      writeFileSync(join(one, reads, 'good'), text(values));
    }
    layTraps(join(home, reads), reads, text(values));
  }
  // A socket that takes a connection and never says anything.
  server = createServer().listen(join(home, 'ini', 'socket'));
  await once(server, 'listening');
  const churn = spawn(process.execPath, [join(import.meta.dirname, 'churn-files.ts'), join(home, 'ini')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(churn.stdout, 'data');
  try {
    const args = [
      join(import.meta.dirname, 'ask-a-home.ts'),
      join(dir, 'catalogue.yaml'),
      warm,
      home,
      String(person),
    ];
    told = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })) as Told;
  } finally {
    churn.stdin.end();
    await once(churn, 'exit');
  }
  facts = told.found.kind === 'known' ? told.found.facts : ({ found: [], unread: [] } as never);
});
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What could not be read of a format's files, as `reason: detail`, and how many files each. */
function unreadOf(reads: string): Record<string, number> {
  const ofFormat = facts.unread.filter(({ entry, test }) => entry === reads && test === 'kind');
  return Object.fromEntries(ofFormat.map(({ reason, detail, count }) => [`${reason}: ${detail}`, count]));
}

describe('a home full of hostile files', () => {
  it('is asked to the end, in bounded time and memory', () => {
    expect(told.found.kind).toBe('known');
    expect(told.tookMs).toBeLessThan(5000);
    expect(told.grownBytes).toBeLessThan(200e6);
  });

  it('gives nothing of its files away', () => {
    expect(JSON.stringify(told)).not.toMatch(
      /hidden-word|erika|host\.example|somewhere|passwd|keyready-hostile/,
    );
  });
});

describe.each(settingsSamples.map(({ reads }) => reads))('hostile files for %s', (reads) => {
  it('do not cost what stands in the others', () => {
    for (const [test, of] of [
      ['kind', 'password'],
      ['saved', 'saved'],
    ]) {
      const found = facts.found.find((one) => one.entry === reads && one.test === test && one.case === of);
      // The good one and the same in UTF-16 without a mark; of those that come and go, any may have been met whole.
      expect(found?.count, `${test}/${of}`).toBeGreaterThanOrEqual(2);
      if (reads !== 'ini') expect(found?.count).toBe(2);
    }
  });

  it('are told with a reason each', () => {
    const unread = unreadOf(reads);
    expect(unread).toMatchObject({
      // 1 GB of nothing: its size was asked, not its content.
      'unreadable: over 5242880 bytes': 1,
      // A folder and a fifo; among the ini files a socket, too.
      'unreadable: not a regular file': reads === 'ini' ? 3 : 2,
      'unreadable: ELOOP': 1,
      'unreadable: gone before it was read': expect.any(Number),
      'refused: leads out of the home folder': 1,
    });
    expect(Object.keys(unread).join('\n')).toMatch(/not a text|over 100000/);
  });

  it.skipIf(!isRoot)(
    'are not read where they belong to someone else (SKIPPED unless root runs the tests)',
    () => {
      expect(unreadOf(reads)).toMatchObject({ 'refused: belongs to someone else': 1 });
    },
  );

  it('are not read where rights forbid it', () => {
    expect(unreadOf(reads)).toMatchObject({ 'needs-elevation: EACCES': 1 });
  });
});

describe('bombs', () => {
  it.each([
    ['xml', 'not xml'],
    ['xml', 'over 64 levels'],
    ['xml', 'over 100000 settings'],
    ['json', 'over 64 levels'],
    ['json', 'over 100000 settings'],
    ['plist', 'over 100000 settings'],
    ['yaml', 'not yaml'],
    ['braces', 'over 64 levels'],
  ])('of %s are told: %s', (reads, detail) => {
    expect(Object.keys(unreadOf(reads)).some((told) => told.endsWith(`: ${detail}`))).toBe(true);
  });
});
