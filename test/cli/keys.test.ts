import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScanOutput } from '../../src/contract/cli.ts';
import { KeysOutput } from '../../src/contract/keys.ts';
import type { VerdictState } from '../../src/contract/verdict.ts';
import { childrenOf } from './doubles/children-of.ts';
import { runKeyready, startProgram } from './doubles/run-keyready.ts';

let stateDir: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'keyready-keys-'));
  env = { KEYREADY_STATE_DIR: stateDir };
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const exitOf: Record<VerdictState, number> = {
  ready: 0,
  'ready-after-action': 10,
  blocked: 20,
  unknown: 30,
  'not-applicable': 30,
};
const captures = 'test/fixtures/captures/linux';
const aKey = `${captures}/ubuntu-24-04-yubikey-chrome`;
const fido2 = { id: 'Fido2', state: 'enabled', isAttestationEnforced: false };

describe('keyready keys', () => {
  it('--json prints the contract and nothing else, exits by the verdict on keys, and remembers nothing', async () => {
    const ran = await runKeyready(['keys', '--json'], env);
    const output = KeysOutput.parse(JSON.parse(ran.stdout));
    expect(ran.exitCode).toBe(exitOf[output.verdict.state]);
    expect(ran.stderr).toBe('');
    expect(output.verdict.kind).toBe('seckey');
    expect(output.orderSheet).toBeUndefined();
    // The key for marks is all that a look may leave behind.
    expect((await readdir(stateDir)).filter((name) => name !== 'recognition-key')).toEqual([]);
  });

  it('replays every capture, exits by its verdict, and says the same as a scan of it', async () => {
    const systems = ['linux', 'macos', 'windows'].map((system) => join('test/fixtures/captures', system));
    const folders = await Promise.all(
      systems.map(async (dir) => (await readdir(dir)).map((name) => join(dir, name))),
    );
    const codes = new Set<number>();
    for (const folder of folders.flat()) {
      const name = basename(folder);
      const [keys, scan] = await Promise.all([
        runKeyready(['keys', '--json', '--replay', folder], env),
        runKeyready(['scan', '--json', '--replay', folder], env),
      ]);
      const output = KeysOutput.parse(JSON.parse(keys.stdout));
      const judged = ScanOutput.parse(JSON.parse(scan.stdout)).verdict.kinds.find(
        ({ kind }) => kind === 'seckey',
      );
      expect(output.replayOf).toBe(name);
      expect(output.verdict.state, name).toBe(judged?.state);
      expect(output.keys.map(({ id, state }) => `${id} ${state}`)).toEqual(
        (judged?.keys ?? []).map(({ id, state }) => `${id} ${state}`),
      );
      expect(keys.exitCode, name).toBe(exitOf[output.verdict.state]);
      codes.add(keys.exitCode ?? -1);
    }
    expect(codes.size).toBeGreaterThan(1);
    expect(await readdir(stateDir)).toEqual([]);
  });

  it('prints a table for a person, with the order sheet when asked', async () => {
    const ran = await runKeyready(['keys', '--replay', aKey, '--order-sheet'], env);
    expect(ran.stdout).toMatch(/^\S Security keys: /);
    expect(ran.stdout).toContain('1 key is plugged in.');
    expect(ran.stdout).toMatch(/KEY +STATE/);
    expect(ran.stdout).toContain('Keys that fit this device');
    expect(ran.stdout).toContain('Replayed from the capture');
    expect(ran.stdout).not.toContain('\u001b');
    expect(ran.stderr).toBe('');
    const json = await runKeyready(['keys', '--replay', aKey, '--order-sheet', '--json'], env);
    expect(KeysOutput.parse(JSON.parse(json.stdout)).orderSheet?.advice.length).toBe(3);
  });

  it('refuses to watch a capture', async () => {
    const ran = await runKeyready(['keys', '--watch', '--replay', aKey], env);
    expect(ran).toMatchObject({ exitCode: 64, stdout: '' });
    expect(ran.stderr).toMatch(/--replay.*cannot be used with.*--watch.*cli\.usage/s);
  });
});

describe('--tenant', () => {
  it('judges by the file, and names its digest in the version of the policy', async () => {
    const path = join(stateDir, 'fido2.json');
    await writeFile(path, JSON.stringify(fido2));
    const [keys, scan] = await Promise.all([
      runKeyready(['keys', '--json', '--replay', aKey, '--tenant', path], env),
      runKeyready(['scan', '--json', '--replay', aKey, '--tenant', path], env),
    ]);
    const { knowledge } = KeysOutput.parse(JSON.parse(keys.stdout));
    expect(knowledge.tenant).toMatch(/^[0-9a-f]{8}$/);
    expect(knowledge.policyVersion).toContain(`tenant-${knowledge.tenant}`);
    const { verdict } = ScanOutput.parse(JSON.parse(scan.stdout));
    expect(verdict.policyVersion).toBe(knowledge.policyVersion);
    expect(verdict.overall.map(({ code }) => code)).not.toContain('TENANT_POLICY_UNKNOWN');
  });

  it.each(['scan', 'keys', 'collector'])(
    '%s refuses a bad file with its code, and prints nothing else',
    async (command) => {
      const path = join(stateDir, 'fido2.json');
      const data = command === 'collector' ? ['--data', join(stateDir, 'data'), '--port', '0'] : [];
      await writeFile(path, '{"id":"Fido2","state":"SECRET"}');
      const bad = await runKeyready([command, '--tenant', path, ...data], env);
      expect(bad).toMatchObject({ exitCode: 65, stdout: '' });
      expect(bad.stderr).toMatch(
        /state: expected one of enabled, disabled, found a text \(tenant\.invalid\)/,
      );
      expect(bad.stderr).not.toContain('SECRET');
      const missing = await runKeyready([command, '--tenant', join(stateDir, 'none.json'), ...data], env);
      expect(missing).toMatchObject({ exitCode: 65, stdout: '' });
      expect(missing.stderr).toContain('(tenant.unreadable)');
    },
  );
});

describe('--watch', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('tells at once what is there and ends cleanly on %s with exit %i', async (signal, exitCode) => {
    const program = startProgram('keyready.ts', ['keys', '--watch', '--json'], env);
    await program.stdoutHas(/\n/);
    const children = childrenOf(program.child.pid ?? 0);
    program.child.kill(signal);
    const ran = await program.collected;
    expect(ran).toMatchObject({ exitCode, signalName: null });
    const lines = ran.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    KeysOutput.parse(JSON.parse(lines[0] ?? ''));
    expect(ran.stderr).toBe('Watching for keys; Ctrl-C ends it.\n');
    // Killed on the way out; nobody waits for the system to bury it.
    await expect.poll(() => children.filter(isRunning), { timeout: 3000 }).toEqual([]);
  });

  it('goes on when its waiting probe host is killed', async () => {
    const program = startProgram('keyready.ts', ['keys', '--watch'], env);
    await program.stdoutHas(/Security keys: /);
    await expect.poll(() => childrenOf(program.child.pid ?? 0).length, { timeout: 5000 }).toBe(1);
    for (const pid of childrenOf(program.child.pid ?? 0)) process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(program.child.exitCode).toBeNull();
    program.child.kill('SIGINT');
    expect((await program.collected).exitCode).toBe(130);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
