import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScanOutput } from '../../src/contract/cli.ts';
import { PartialReport } from '../../src/contract/report.ts';
import { ordinaryAccount } from '../lab/product/ordinary-account.ts';
import { type Ran, runKeyready } from './doubles/run-keyready.ts';

const isRoot = process.geteuid?.() === 0;
const SOMEBODY = 12_345;
const account = ordinaryAccount();

let root: string;
let machine: string;
let home: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keyready-two-'));
  machine = join(root, 'machine');
  home = join(root, 'home');
  await mkdir(home);
  // Whoever comes here must be able to go through.
  await chown(home, account.uid, account.gid);
  await chmod(root, 0o755);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const asSystem = (...args: string[]) => runKeyready(args, { KEYREADY_MACHINE_DIR: machine });
const asPerson = (...args: string[]) =>
  runKeyready(
    args,
    { KEYREADY_MACHINE_DIR: machine, HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CACHE_HOME: home },
    undefined,
    account.launcher,
  );
const result = () => join(machine, 'published', 'device-scan.json');
const outputOf = (ran: Ran) => ScanOutput.parse(JSON.parse(ran.stdout));

describe('a device scan without the rights', () => {
  it.each([[[]], [['--json']], [['--only', 'tpm']]])(
    'ends with 77, and says what it needs, why, and the way (%j)',
    async (more) => {
      const ran = await asPerson('scan', '--context', 'device', ...more);
      expect(ran).toMatchObject({ exitCode: 77, stdout: '' });
      const [line = '', explain = ''] = ran.stderr.split('\n');
      expect(line).toMatch(
        /^error: a device scan needs the rights of root, because .*\(scan\.needs-elevation\)$/,
      );
      expect(line).toContain('run: sudo keyready scan --context device');
      expect(explain).toContain('keyready explain scan.needs-elevation');
      expect(await readdir(root)).toEqual(['home']);
    },
  );

  it('replays a capture all the same', async () => {
    const capture = 'test/fixtures/captures/linux/denied-everything';
    const ran = await asPerson('scan', '--context', 'device', '--replay', capture, '--json');
    expect(ran).toMatchObject({ exitCode: 30, stderr: '' });
    expect(PartialReport.parse(outputOf(ran).report).context).toBe('device');
  });
});

describe.skipIf(!isRoot)('device scan and person on one machine (SKIPPED without root)', () => {
  it('the device scan leaves what every account may read, and the person’s scan shows both', async () => {
    const device = await asSystem('scan', '--context', 'device', '--json');
    expect(device.stderr).toBe('');
    expect([0, 10, 20, 30]).toContain(device.exitCode);
    expect((await stat(result())).mode & 0o777).toBe(0o644);
    expect((await stat(join(machine, 'state'))).mode & 0o777).toBe(0o700);

    const person = await asPerson('scan', '--json');
    expect(person.stderr).toBe('');
    const { report } = outputOf(person);
    expect(report).toMatchObject({ contexts: ['device', 'user'] });
    // The person looked later, so what both can tell is the person's.
    expect(report.signals.os).toMatchObject({ kind: 'known', context: 'user' });
    expect((await asPerson('status')).stdout).toMatch(/Last scan +just now/);
  });

  it('what only the device scan knows is shown as its own', async () => {
    await asSystem('scan', '--json');
    const left = PartialReport.parse(JSON.parse(await readFile(result(), 'utf8')));
    const at = new Date(Date.now() - 3 * 3_600_000).toISOString();
    const observation = {
      kind: 'known',
      facts: {},
      source: 'test',
      at,
      tookMs: 1,
      context: 'device',
    } as const;
    await writeFile(result(), JSON.stringify({ ...left, signals: { 'of-a-newer-version': observation } }));
    const ran = await asPerson('scan');
    expect(ran.stdout).toMatch(/\nSeen\n/);
    expect(ran.stdout).toMatch(/ {2}by the device scan, 3 hours ago {2}of-a-newer-version\n/);
    expect(ran.stdout).toMatch(/ {2}in your session, just now {8}os, hardware/);
  });

  it('a result that another account could have written is left out with a note, and nothing else changes', async () => {
    await asSystem('scan', '--json');
    await chown(result(), SOMEBODY, SOMEBODY);
    const ran = await asPerson('scan', '--json');
    expect(ran.stderr).toMatch(
      /^note: what the device scan left was not used: .*other than root \(scan\.device-result-refused\)\n$/,
    );
    expect(outputOf(ran).report).toMatchObject({ contexts: ['user'] });
    expect([0, 10, 20, 30]).toContain(ran.exitCode);
    expect((await stat(result())).uid).toBe(SOMEBODY);
  });

  it('a result that cannot be left costs a note', async () => {
    await mkdir(machine);
    await writeFile(join(machine, 'published'), 'in the way');
    const ran = await asSystem('scan', '--json');
    expect(ran.stderr).toMatch(
      /^note: the result could not be left for the other accounts: .*\(scan\.not-published\)\n$/,
    );
    expect(outputOf(ran).report.signals.os).toMatchObject({ kind: 'known' });
  });

  it('a state folder put elsewhere keeps an installation apart from the machine', async () => {
    await asSystem('scan', '--json');
    const apart = await runKeyready(['scan', '--json', '--context', 'user'], {
      KEYREADY_STATE_DIR: join(root, 'apart'),
    });
    expect(outputOf(apart).report).toMatchObject({ contexts: ['user'] });
  });
});
