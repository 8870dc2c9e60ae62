import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CollectorOutput, ScanOutput, StatusOutput } from '../../src/contract/cli.ts';
import { FleetSummary } from '../../src/contract/http.ts';
import { ImportMetadataOutput, KeysOutput } from '../../src/contract/keys.ts';
import { KeptMetadata } from '../../src/contract/metadata.ts';
import { blobEntry, blobPayload, makeChain, signBlob } from '../doubles/made-blob.ts';
import { signIn } from './doubles/fleet-session.ts';
import { packageWithOwnRoot } from './doubles/package-with-own-root.ts';
import { runKeyready, startProgram } from './doubles/run-keyready.ts';

const chain = makeChain();
let packageDir: string;
beforeAll(async () => {
  packageDir = join(await mkdtemp(join(tmpdir(), 'keyready-own-root-')), 'package');
  await packageWithOwnRoot(packageDir, chain.root);
});
afterAll(() => rm(join(packageDir, '..'), { recursive: true, force: true }));

let folder: string;
let stateDir: string;
let env: NodeJS.ProcessEnv;
let blobPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-import-'));
  stateDir = join(folder, 'state');
  env = { KEYREADY_STATE_DIR: stateDir };
  blobPath = join(folder, 'blob.jwt');
  await writeFile(blobPath, signBlob(blobPayload({ nextUpdate: '2999-01-01' }), chain));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const keyready = (...args: string[]) => runKeyready(args, env, packageDir);
const importBlob = (...more: string[]) => keyready('policy', 'import-mds', blobPath, ...more);
const kept = async () =>
  KeptMetadata.parse(JSON.parse(await readFile(join(stateDir, 'metadata.json'), 'utf8')));
const capture = new URL('../fixtures/captures/linux/denied-everything', import.meta.url).pathname;

describe('keyready policy import-mds', () => {
  it('puts a blob in force for scan and keys, and says what is in it and where it is kept', async () => {
    const ran = await importBlob('--json');
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ImportMetadataOutput.parse(JSON.parse(ran.stdout))).toEqual({
      no: 285,
      previousNo: null,
      nextUpdate: '2999-01-01',
      stale: false,
      revocationChecked: false,
      models: 2,
      withConcerns: 1,
      leftOut: 0,
      keptIn: join(stateDir, 'metadata.json'),
    });
    expect((await kept()).entries.map(({ name }) => name)).toEqual([
      'YubiKey 5 Series',
      'YubiKey Bio Series',
    ]);

    const scanned = ScanOutput.parse(
      JSON.parse((await keyready('scan', '--json', '--replay', capture)).stdout),
    );
    expect(scanned.verdict.policyVersion).toMatch(/\+mds285$/);
    const looked = KeysOutput.parse(
      JSON.parse((await keyready('keys', '--json', '--replay', capture)).stdout),
    );
    expect(looked.knowledge.metadata).toEqual({ no: 285, nextUpdate: '2999-01-01', stale: false });
  });

  it('tells a person the same in words, with what is not so good about it', async () => {
    const entries = [
      { aaguid: 'none' },
      blobEntry('ee882879-721c-4913-9775-3dfcce97072a', 'A \u001b[31mkey', []),
    ];
    await writeFile(blobPath, signBlob(blobPayload({ nextUpdate: '2026-01-01', entries }), chain));
    const ran = await importBlob();
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toContain('No. 285 of the FIDO Metadata Service is in force.');
    expect(ran.stdout).toMatch(/Before +none was in force/);
    expect(ran.stdout).toMatch(/Of concern +none has a status/);
    expect(ran.stdout).toContain('The next blob was due on 2026-01-01');
    expect(ran.stdout).toContain('1 entries are not as the specification says');
    expect(ran.stdout).toContain(join(stateDir, 'metadata.json'));
    expect((await importBlob()).stdout).toMatch(/Before +no\. 285/);
  });

  it('status says which blob is in force, and once when it is damaged', async () => {
    const status = async () => {
      const ran = await keyready('status', '--json');
      return { ...ran, metadata: StatusOutput.parse(JSON.parse(ran.stdout)).metadata };
    };
    expect((await status()).metadata).toBeNull();
    await importBlob();
    expect((await status()).metadata).toMatchObject({ no: 285, nextUpdate: '2999-01-01', stale: false });
    expect((await keyready('status')).stdout).toMatch(/Key metadata +no\. 285, next one due on 2999-01-01/);
    await writeFile(join(stateDir, 'metadata.json'), '[');
    const damaged = await status();
    expect(damaged.metadata).toBeNull();
    expect(damaged.stderr).toMatch(/^note: .*metadata\.json.* \(state\.corrupt\)\n$/);
    expect((await status()).stderr).toBe('');
  });

  it('refuses an older number with exit 65 and one line; the newer one stays', async () => {
    await writeFile(blobPath, signBlob(blobPayload({ no: 286 }), chain));
    await importBlob();
    await writeFile(blobPath, signBlob(blobPayload({ no: 285 }), chain));
    const ran = await importBlob('--json');
    expect(ran).toMatchObject({ exitCode: 65, stdout: '' });
    expect(ran.stderr).toMatch(
      /^error: .*285.*286.* \(mds\.rolled-back\)\n {2}more: keyready explain mds\.rolled-back\n$/,
    );
    expect((await kept()).no).toBe(286);
  });

  it('trusts nobody but the roots of the package: what our own root signs is refused by the real one', async () => {
    const ran = await runKeyready(['policy', 'import-mds', blobPath], env);
    expect(ran).toMatchObject({ exitCode: 65, stdout: '' });
    expect(ran.stderr).toContain('(mds.untrusted)');
    expect(await readdir(folder)).toEqual(['blob.jwt']);
  });

  it('says so when nothing can be kept, and when what was kept is damaged', async () => {
    env = { KEYREADY_STATE_DIR: join(blobPath, 'below') };
    const nowhere = await importBlob();
    expect(nowhere).toMatchObject({ exitCode: 73, stdout: '' });
    expect(nowhere.stderr).toContain('(state.not-writable)');

    env = { KEYREADY_STATE_DIR: stateDir };
    await importBlob();
    await writeFile(join(stateDir, 'metadata.json'), '{"no"');
    const again = await importBlob('--json');
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toMatch(/^note: .*metadata\.json.* \(state\.corrupt\)\n$/);
    expect((await kept()).no).toBe(285);
  });

  it('needs a file and knows no other subcommand', async () => {
    for (const args of [['policy'], ['policy', 'import-mds'], ['policy', 'export-mds']]) {
      const ran = await keyready(...args);
      expect(ran, args.join(' ')).toMatchObject({ exitCode: 64, stdout: '' });
      expect(ran.stderr).toContain('(cli.usage)');
    }
  });

  it('killed at any moment leaves the old blob or the new one, whole', async () => {
    await importBlob();
    const entries = Array.from({ length: 12_000 }, (_, index) =>
      blobEntry(`${index.toString(16).padStart(8, '0')}-0000-0000-0000-000000000000`, `Key ${index}`, [
        'REVOKED',
      ]),
    );
    await writeFile(blobPath, signBlob(blobPayload({ no: 286, entries }), chain));
    const unhindered = performance.now();
    const other = { ...env, KEYREADY_STATE_DIR: join(folder, 'other') };
    expect((await runKeyready(['policy', 'import-mds', blobPath], other, packageDir)).exitCode).toBe(0);
    const wholeMs = performance.now() - unhindered;

    const seen = new Set<number>();
    for (const share of [0.3, 0.6, 0.75, 0.8, 0.85, 0.9, 0.95, 1]) {
      const { child, collected } = startProgram(
        'keyready.ts',
        ['policy', 'import-mds', blobPath],
        env,
        packageDir,
      );
      setTimeout(() => child.kill('SIGKILL'), wholeMs * share);
      await collected;
      const { no, entries: models } = await kept();
      expect(models).toHaveLength(no === 285 ? 2 : 12_000);
      seen.add(no);
    }
    expect(seen).toContain(285);
  });
});

describe('a collector', () => {
  it('judges by what was imported for its account before it started', async () => {
    await importBlob();
    const args = ['collector', '--json', '--port', '0', '--data', join(folder, 'data')];
    const { child, collected, stdoutHas } = startProgram(
      'keyready.ts',
      args,
      { ...env, KEYREADY_LOG_LEVEL: 'error' },
      packageDir,
    );
    const { signInLink } = CollectorOutput.parse(JSON.parse(await stdoutHas(/^\{.*\}\n/)));
    const ask = await signIn(signInLink);
    expect(FleetSummary.parse(await ask('/v1/fleet/summary')).policyVersion).toMatch(/\+mds285$/);
    child.kill('SIGTERM');
    expect((await collected).stderr).toBe('');
  });
});
