import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { steadyFacts } from '../../test/doubles/hosts/steady-facts.ts';
import { PartialReport } from '../contract/report.ts';
import { posixFolderRights } from '../platform/posix-folder-rights.ts';
import { publishedScanIn } from './published-scan.ts';
import { machineFolders } from './state-folder.ts';

const ownUid = process.geteuid?.() ?? -1;
const isRoot = ownUid === 0;
const SOMEBODY = 12_345;
const now = new Date('2026-11-27T08:00:00Z');
const clock = { now: () => now, monotonicMs: () => 0 };

const scan: PartialReport = {
  schemaVersion: 1,
  scanId: '5f0c3d9e-1111-4222-8333-444455556666',
  context: 'device',
  platform: 'linux',
  agentVersion: '0.1.0',
  startedAt: '2026-11-27T05:00:00Z',
  tookMs: 400,
  completeness: 'complete',
  signals: {
    tpm: {
      kind: 'known',
      facts: steadyFacts.tpm,
      source: 's',
      at: '2026-11-27T05:00:01Z',
      tookMs: 1,
      context: 'device',
    },
  },
};

let root: string;
let path: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keyready-published-'));
  path = join(root, 'published', 'device-scan.json');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const publishedBy = (uid: number, trustOwn = true) =>
  publishedScanIn({
    folders: machineFolders({ KEYREADY_MACHINE_DIR: root }, 'linux'),
    rights: posixFolderRights({ ownUid: uid, trustOwn }),
    platform: 'linux',
    clock,
  });
const published = () => publishedBy(ownUid);
/** As a device scan would have left it. */
async function leave(content: unknown): Promise<void> {
  await published().write(scan);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
}

describe.skipIf(process.platform === 'win32')('what the device scan leaves', () => {
  it('is read back whole, by all accounts, and changed by none', async () => {
    expect(await published().read()).toEqual({ kind: 'missing' });
    const mask = process.umask(0o077);
    try {
      await published().write(scan);
    } finally {
      process.umask(mask);
    }
    expect(await published().read()).toEqual({ kind: 'found', value: scan });
    const modes = await Promise.all([root, join(root, 'published'), path].map((it) => stat(it)));
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o755, 0o755, 0o644]);
    expect(await readdir(join(root, 'published'))).toEqual(['device-scan.json']);
  });

  it('is replaced as a whole: a reader beside a writer sees one result or the other', async () => {
    await published().write(scan);
    let writing = true;
    const writer = (async () => {
      for (let tookMs = 1; tookMs <= 60; tookMs += 1) await published().write({ ...scan, tookMs });
      writing = false;
    })();
    let reads = 0;
    while (writing) {
      expect(await published().read()).toMatchObject({ kind: 'found', value: { context: 'device' } });
      reads += 1;
    }
    await writer;
    expect(reads).toBeGreaterThan(5);
  });

  it('is nothing but a report of the contract', async () => {
    const secret = { ...scan, signals: { tpm: { kind: 'known', facts: 'no facts' } } };
    await expect(published().write(secret as unknown as PartialReport)).rejects.toThrow();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await published().write(scan);
    expect(PartialReport.parse(JSON.parse(await readFile(path, 'utf8')))).toEqual(scan);
  });

  it('is not left where it cannot be, and the reason has a code', async () => {
    await writeFile(join(root, 'published'), 'in the way');
    await expect(published().write(scan)).rejects.toMatchObject({ code: 'scan.not-published' });
    await rm(join(root, 'published'));
    await symlink(tmpdir(), join(root, 'published'));
    await expect(published().write(scan)).rejects.toMatchObject({
      code: 'scan.not-published',
      message: expect.stringContaining('is no folder'),
    });
    await rm(join(root, 'published'));
    await mkdir(path, { recursive: true });
    await expect(published().write(scan)).rejects.toMatchObject({ code: 'scan.not-published' });
    expect(await readdir(join(root, 'published'))).toEqual(['device-scan.json']);
  });

  it.skipIf(!isRoot)('is not left in a folder that another account made first', async () => {
    await mkdir(join(root, 'published'));
    await chown(join(root, 'published'), SOMEBODY, SOMEBODY);
    await expect(published().write(scan)).rejects.toMatchObject({ code: 'scan.not-published' });
    expect(await readdir(join(root, 'published'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('what is found in its place', () => {
  const refusal = (words: RegExp) => ({
    kind: 'refused',
    problem: { code: 'scan.device-result-refused', where: path, message: expect.stringMatching(words) },
  });

  it.each([
    ['half a file', JSON.stringify(scan).slice(0, 200), /is not JSON/],
    ['nothing', '', /is not JSON/],
    ['a list', [], /another shape/],
    ['a report without signals', { ...scan, signals: null }, /another shape/],
    ['a report of a newer form', { ...scan, schemaVersion: 2 }, /another shape/],
    ['a time that is none', { ...scan, startedAt: 'yesterday' }, /another shape/],
    ['a user scan', { ...scan, context: 'user' }, /no device scan of this machine/],
    ['another system', { ...scan, platform: 'win32' }, /no device scan of this machine/],
    ['a replay', { ...scan, replayOf: 'a-capture' }, /no device scan of this machine/],
    ['a scan from the future', { ...scan, startedAt: '2027-11-27T05:00:00Z' }, /from the future/],
    ['signals of a user scan', withTpm({ context: 'user' }), /no device scan of this machine/],
    ['a signal from the future', withTpm({ at: '2026-11-27T08:06:00Z' }), /from the future/],
    ['more than any scan', ' '.repeat(1024 * 1024 + 1), /larger than any/],
    ['nesting without end', `{"signals":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, /nested too deep/],
  ])('is refused when it is %s, and stays', async (_what, content, words) => {
    await leave(content);
    const before = await readFile(path, 'utf8');
    expect(await published().read()).toMatchObject(refusal(words));
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(join(root, 'published'))).toEqual(['device-scan.json']);
  });

  it('may be a little ahead of this clock', async () => {
    await leave(withTpm({ at: '2026-11-27T08:04:00Z' }));
    expect(await published().read()).toMatchObject({ kind: 'found' });
  });

  it('keeps signals of a newer version, and names that every object inherits are signals too', async () => {
    const newer = {
      kind: 'known',
      facts: { new: 1 },
      source: 's',
      at: scan.startedAt,
      tookMs: 1,
      context: 'device',
    };
    await leave({ ...scan, signals: { ...scan.signals, constructor: newer } });
    expect(await published().read()).toMatchObject({
      kind: 'found',
      value: { signals: { constructor: { kind: 'known', facts: { new: 1 } } } },
    });
  });

  it('is refused when it is a link, a folder, or a pipe that nobody writes to', async () => {
    await published().write(scan);
    const elsewhere = join(root, 'elsewhere.json');
    await rename(path, elsewhere);
    await symlink(elsewhere, path);
    expect(await published().read()).toMatchObject(refusal(/is a symbolic link/));
    await rm(path);
    await mkdir(path);
    expect(await published().read()).toMatchObject(refusal(/is no file/));
    await rm(path, { recursive: true });
    execFileSync('/usr/bin/mkfifo', ['-m', '644', path]);
    expect(await published().read()).toMatchObject(refusal(/is no file/));
  });

  it('is refused when others may change it, or the folders it lies in', async () => {
    await published().write(scan);
    for (const [part, closed] of [
      [path, 0o644],
      [join(root, 'published'), 0o755],
      [root, 0o755],
    ] as const) {
      await chmod(part, 0o777);
      expect(await published().read(), part).toMatchObject(refusal(/may be changed by other accounts/));
      await chmod(part, closed);
    }
    expect(await published().read()).toMatchObject({ kind: 'found' });
  });

  it.skipIf(!isRoot)('is refused when it belongs to another account than root', async () => {
    await published().write(scan);
    await chown(path, SOMEBODY, SOMEBODY);
    expect(await published().read()).toMatchObject(refusal(/belongs to an account other than root/));
    expect(await publishedBy(SOMEBODY, false).read()).toMatchObject(refusal(/other than root/));
    expect(await publishedBy(SOMEBODY).read()).toMatchObject({ kind: 'found' });
    await chown(path, 0, 0);
    await chown(join(root, 'published'), SOMEBODY, SOMEBODY);
    expect(await published().read()).toMatchObject(refusal(/lies in .*published, which belongs to/));
  });
});

function withTpm(more: object): unknown {
  return { ...scan, signals: { tpm: { ...scan.signals.tpm, ...more } } };
}
