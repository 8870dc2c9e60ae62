import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScanOutput } from '../../../src/contract/cli.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import type { AppFiles } from './app-files.ts';
import { type AppPc, appPcs, canary } from './app-registries.ts';
import { buildProgram } from './built-program.ts';
import { seedRegistry } from './seed-registry.ts';
import { startWineMachine, type WineMachine, windowsPath } from './wine-machine.ts';

const env = { KEYREADY_MACHINE_DIR: String.raw`C:\Keyready` };
/** Wine's own services and library are there as well: https://gitlab.winehq.org/wine/wine/-/blob/wine-8.0/loader/wine.inf.in */
const wines = new Set(['services-user-account/account system']);

let program: string;
let node: string;
beforeAll(async () => {
  [program, node] = [await buildProgram(), windowsPath(await ensureWindowsNode())];
});

/** Every way in which the canary could be written down. */
const spellings = [
  canary,
  Buffer.from(canary).toString('hex'),
  Buffer.from(canary, 'utf16le').toString('hex'),
  // Base64 depends on what stands before; the characters that are the canary's alone.
  ...[0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${canary}`)
      .toString('base64')
      .slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + canary.length) * 4) / 3)),
  ),
];
function expectNoCanary(text: string, where: string): void {
  for (const spelled of spellings)
    expect(text.toLowerCase().includes(spelled.toLowerCase()), `${spelled} in ${where}`).toBe(false);
}

/** How many items fit which case, by `entry/test`, of the machine and the person; without Wine's own. */
function foundIn({ report }: ScanOutput): AppPc['found'] {
  const found: AppPc['found'] = {};
  for (const id of ['app-settings', 'personal-app-settings'] as const) {
    const seen = report.signals[id];
    if (seen?.kind !== 'known') throw new Error(`${id}: ${JSON.stringify(seen)}`);
    for (const { entry, test, case: of, count } of seen.facts.found) {
      const name = `${entry}/${test}`;
      if (wines.has(`${name} ${of}`)) continue;
      found[name] ??= {};
      const cases = found[name];
      cases[String(of)] = (cases[String(of)] ?? 0) + count;
    }
  }
  return found;
}

describe.each(appPcs)(
  'the registry of a PC $what, through the real addon under Wine',
  ({ seed, files = {}, found, catalogued }) => {
    let machine: WineMachine;
    let output: ScanOutput;
    let printed: string;
    const keyready = (...words: string[]) => machine.run(node, [program, ...words], { env });
    beforeAll(async () => {
      machine = await startWineMachine();
      await seedRegistry(machine, seed);
      await layFiles(machine.driveC, files);
      const { stdout, stderr } = await keyready('scan', '--json', '--context', 'user');
      if (stdout === '') throw new Error(stderr);
      printed = `${stdout}${stderr}`;
      output = ScanOutput.parse(JSON.parse(stdout));
    });
    afterAll(() => machine?.remove());

    it('is told case by case, and nothing more', () => {
      expect(foundIn(output)).toEqual(found);
    });

    it('shows the programs that are here, and none that only look like them', () => {
      const { apps } = output.report.signals;
      const seen = apps?.kind === 'known' ? (apps.facts.catalogued ?? []) : [];
      const told = seen.map(({ entry, source, by, version }) => `${entry} ${source} ${by} ${version}`);
      expect(told.sort()).toEqual([...catalogued].sort());
    });

    it('is read whole', () => {
      for (const id of ['app-settings', 'personal-app-settings'] as const)
        expect(output.report.signals[id]).toMatchObject({ facts: { unread: [] } });
    });

    it('gives no name, host or secret away: not in the output, nor in words, a recording or what is kept', async () => {
      expectNoCanary(printed, 'the scan');
      const { stdout, stderr } = await keyready('scan', '--context', 'device');
      expectNoCanary(`${stdout}${stderr}`, 'the words');
      const captured = await keyready('capture', String.raw`C:\capture`);
      expect(captured.exitCode, captured.stderr).toBe(0);
      const kept = await filesBelow(machine.driveC);
      const names = new Set(kept.map((file) => file.split('/').at(-1)));
      for (const name of [
        'apps.json',
        'app-settings.json',
        'partial-user.json',
        'partial-device.json',
        'device-scan.json',
      ])
        expect([...names]).toContain(name);
      for (const file of kept) expectNoCanary(await readFile(file, 'latin1'), file);
    });
  },
);

describe('the canary', () => {
  it.each(['hex', 'base64', 'latin1', 'utf16le'] as const)('is noticed in %s', (encoding) => {
    for (const before of ['', 'a', 'ab']) {
      const bytes = Buffer.from(`${before}${canary}-secret`, encoding === 'utf16le' ? 'utf16le' : 'latin1');
      const text = bytes.toString(encoding === 'utf16le' ? 'hex' : encoding);
      expect(() => expectNoCanary(text, 'a test')).toThrow(/a test/);
    }
  });
});

describe('the PCs together', () => {
  const entries = [
    ...new Set(appPcs.flatMap(({ found }) => Object.keys(found).map((name) => name.split('/')[0] ?? ''))),
  ];
  const answersOf = (entry: string) =>
    appPcs.map(({ found }) =>
      JSON.stringify(Object.entries(found).filter(([name]) => name.startsWith(`${entry}/`))),
    );

  it('have evidence of at least 25 entries, each with a twin that says something else or nothing', () => {
    expect(entries.length).toBeGreaterThanOrEqual(25);
    const same = entries.filter((entry) => new Set(answersOf(entry)).size < 2);
    expect(same).toEqual([]);
  });
});

async function layFiles(driveC: string, files: AppFiles): Promise<void> {
  const documents = join(driveC, 'users/root/Documents');
  // Wine makes it a link to a folder outside, into which nothing that is a person's is followed.
  if ((await lstat(documents)).isSymbolicLink()) await rm(documents);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(driveC, path)), { recursive: true });
    await writeFile(join(driveC, path), Buffer.from(`\ufeff${text}`, 'utf16le'));
  }
}

/** What the product wrote. */
async function filesBelow(driveC: string): Promise<string[]> {
  const folders = ['capture', 'Keyready', 'users/root/AppData/Local/keyready'];
  const listed = await Promise.all(
    folders.map((folder) =>
      readdir(join(driveC, folder), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  const files = listed.flat().flatMap((item) => (item.isFile() ? [join(item.parentPath, item.name)] : []));
  // Node's compiled code of the product.
  return files.filter((file) => !file.includes('/Cache/compiled/'));
}
