import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScanOutput } from '../../../src/contract/cli.ts';
import { signalIds } from '../../../src/contract/signals.ts';
import { signalCatalogue } from '../../../src/core/signals/catalogue.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import { buildProgram } from './built-program.ts';
import { furnishJoinedPc } from './joined-pc.ts';
import { startWineMachine, type WineMachine, windowsPath } from './wine-machine.ts';

const env = {
  // Wine gives every file to its one account, which the product rightly does not take for Administrators.
  KEYREADY_MACHINE_DIR: String.raw`C:\Keyready`,
  KEYREADY_EVENTS: 'none',
  KEYREADY_WEBAUTHN: '8',
};
const native = ['tbs', 'netapi32', 'wevtapi'];
/** Windows starts it beside every program that has a console; it is none of ours. */
const consoleHost = 'conhost.exe';

let machine: WineMachine;
let node: string;
let program: string;
beforeAll(async () => {
  program = await buildProgram();
  [machine, node] = [await startWineMachine(), windowsPath(await ensureWindowsNode())];
  await furnishJoinedPc(machine);
  // A warm prefix: compiled code kept, Wine's own services up.
  await scan('user');
});
afterAll(() => machine?.remove());

async function scan(
  context: 'user' | 'device',
  more: Record<string, string> = {},
  words: readonly string[] = [],
) {
  const begunMs = performance.now();
  const args = [program, 'scan', '--json', '--context', context, ...words];
  const ran = await machine.run(node, args, { env: { ...env, ...more }, native });
  const tookMs = performance.now() - begunMs;
  if (ran.stdout === '') throw new Error(`no output, exit ${ran.exitCode}: ${ran.stderr.slice(0, 2000)}`);
  return { ...ran, tookMs, output: ScanOutput.parse(JSON.parse(ran.stdout)) };
}

const kindOf = ({ verdict }: ScanOutput, kind: string) => {
  const judged = verdict.kinds.find((one) => one.kind === kind);
  return { state: judged?.state, codes: judged?.findings.map(({ code }) => code) };
};
/** Programs that were started, as Wine's own trace of CreateProcess names them. */
const startedIn = (trace: string) =>
  [...trace.matchAll(/CreateProcessInternalW app (?:L"([^"]*)"|\(null\)) cmdline L"(?:\\")?([^" ]*)/g)].map(
    ([, app, line]) => (app ?? line ?? '').split('\\').at(-1)?.toLowerCase(),
  );

describe('keyready scan under Wine, on the registry of a joined PC and stand-in libraries (not Windows)', () => {
  it('sees every signal of a person’s session that has a probe, and judges the joined PC right', async () => {
    const { output, exitCode, stderr } = await scan('user');
    const { report } = output;
    expect(stderr).toBe('');
    expect(report.completeness).toBe('complete');
    expect(Object.keys(report.signals)).toEqual(
      signalIds.filter((id) => signalCatalogue[id].contexts.includes('user')),
    );
    // Only Wine's missing Windows Runtime and the ports, which have no probe, keep their answer back. What the network lets through is
    // another matter in every place this runs.
    const unknown = Object.entries(report.signals).flatMap(([id, seen]) =>
      seen?.kind === 'unknown' && id !== 'tunnel-hosts' ? [`${id}: ${seen.reason}`] : [],
    );
    expect(report.signals['tunnel-hosts']).toBeDefined();
    expect(unknown).toEqual(['bluetooth: not-supported', 'connectors: no-probe']);
    expect(kindOf(output, 'whfb')).toMatchObject({ state: 'ready' });
    expect(kindOf(output, 'whfb').codes).toContain('WHFB_ENROLLED');
    expect(kindOf(output, 'winhello')).toEqual({ state: 'not-applicable', codes: ['COVERED_BY_WHFB'] });
    expect(exitCode).toBe(0);
    expect(report.signals).toMatchObject({
      os: { facts: { prettyName: 'Windows 11 Enterprise 24H2', edition: 'Enterprise' } },
      tpm: { facts: { present: true, version: { value: '2.0' } } },
      'join-state': { facts: { state: { value: 'joined' } } },
      'hello-for-business': { facts: { credential: { value: true }, primaryRefreshToken: { value: true } } },
      'windows-hello': { facts: { webauthnApi: { value: 8 }, platformAuthenticator: { value: true } } },
    });
  });

  it('reads programs of all places and people, with names of any script', async () => {
    const { output } = await scan('user');
    expect(output.report.signals.browsers).toMatchObject({ kind: 'known' });
    expect(JSON.stringify(output.report.signals.browsers)).toContain('Größe 例');
    const { apps } = output.report.signals;
    const counts = apps?.kind === 'known' ? apps.facts.sources : [];
    for (const source of ['uninstall-keys', 'uninstall-keys-32', 'uninstall-keys-person'])
      expect(counts).toContainEqual({ source, count: { kind: 'known', value: expect.any(Number) } });
    const ofPeople = counts.find(({ source }) => source === 'uninstall-keys-person')?.count;
    // Of this person and of the other whose hive is loaded.
    expect(ofPeople).toEqual({ kind: 'known', value: 2 });
  });

  it('--context device leaves out what only a session can tell, publishes, and the person’s scan merges it', async () => {
    const { report } = (await scan('device')).output;
    expect(Object.values(report.signals).map((seen) => seen?.context)).toContain('device');
    expect(report.signals['hello-for-business']?.context).not.toBe('device');
    // Another person on this PC, who has looked at the system alone.
    const fresh = await scan('user', { LOCALAPPDATA: String.raw`C:\somebody` }, ['--only', 'os']);
    const { signals } = fresh.output.report;
    expect([signals.os?.context, signals.tpm?.context]).toEqual(['user', 'device']);
  });

  it.each(['user', 'device'] as const)(
    '--context %s starts two programs at most and ends within 3 s',
    async (context) => {
      const { stderr } = await scan(context, { WINEDEBUG: 'trace+process' });
      const started = startedIn(stderr);
      process.stdout.write(`programs started by a ${context} scan: ${started.join(', ')}\n`);
      expect(started).toContain('node.exe');
      const ours = started.filter((name) => name !== consoleHost);
      expect(ours.length, started.join(', ')).toBeLessThanOrEqual(2);

      const times: number[] = [];
      for (let round = 0; round < 3; round += 1) times.push((await scan(context)).tookMs);
      process.stdout.write(`a ${context} scan took ${times.map((ms) => Math.round(ms)).join(', ')} ms\n`);
      expect(Math.min(...times)).toBeLessThanOrEqual(3000);
    },
  );

  it('asks nothing of PowerShell: an empty stub or none at all changes nothing', async () => {
    const plain = ({ output }: Awaited<ReturnType<typeof scan>>) =>
      Object.entries(output.report.signals).map(([id, seen]) => [
        id,
        seen?.kind === 'known' ? seen.facts : { ...seen, at: '', tookMs: 0 },
      ]);
    const withStub = plain(await scan('user'));
    const stubs = ['system32', 'syswow64'].map((folder) =>
      join(machine.driveC, 'windows', folder, 'WindowsPowerShell'),
    );
    for (const stub of stubs) await rm(stub, { recursive: true, force: true });
    expect(plain(await scan('user'))).toEqual(withStub);
  });
});
