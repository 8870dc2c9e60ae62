import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CaptureOutput,
  ExplainOutput,
  ScanOutput,
  StatusOutput,
  UploadOutput,
} from '../../src/contract/cli.ts';
import { DeviceReport, PartialReport } from '../../src/contract/report.ts';
import { signalIds } from '../../src/contract/signals.ts';
import { signalCatalogue } from '../../src/core/signals/catalogue.ts';
import { childrenOf } from './doubles/children-of.ts';
import { runKeyready, startProgram } from './doubles/run-keyready.ts';

let stateDir: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'keyready-cli-'));
  env = { KEYREADY_STATE_DIR: stateDir };
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const exitOf = {
  ready: 0,
  'ready-after-action': 10,
  blocked: 20,
  unknown: 30,
  'not-applicable': 30,
} as const;
const captures = 'test/fixtures/captures/linux';

describe('keyready scan', () => {
  it('--json prints the contract and nothing else, and exits by the verdict', async () => {
    const ran = await runKeyready(['scan', '--json'], env);
    const output = ScanOutput.parse(JSON.parse(ran.stdout));
    expect(ran.exitCode).toBe(exitOf[output.verdict.state]);
    expect(DeviceReport.safeParse(output.report).success).toBe(true);
    const { contexts } = DeviceReport.parse(output.report);
    const asked = signalIds.filter((id) => contexts.some((it) => signalCatalogue[id].contexts.includes(it)));
    expect(Object.keys(output.report.signals).sort()).toEqual([...asked].sort());
    expect(output.explained.state).toBe(output.verdict.state);
    expect(ran.stderr).toBe('');
    expect(ran.stdout).not.toContain('\u001b');
  });

  it('prints the verdict for a person, without colour into a pipe, and with colour when forced', async () => {
    const [piped, forced, none] = await Promise.all([
      runKeyready(['scan', '--replay', `${captures}/denied-everything`], env),
      runKeyready(['scan', '--replay', `${captures}/denied-everything`], { ...env, FORCE_COLOR: '1' }),
      runKeyready(['scan', '--replay', `${captures}/denied-everything`], {
        ...env,
        FORCE_COLOR: '1',
        NO_COLOR: '1',
      }),
    ]);
    expect(piped.stdout).not.toContain('\u001b');
    expect(none.stdout).not.toContain('\u001b');
    expect(forced.stdout).toContain('\u001b[');
    // How long it took differs from run to run.
    const withoutTime = (text: string) => stripVTControlCharacters(text).replace(/ +|\d+\.\d s/g, ' ');
    expect(withoutTime(forced.stdout)).toBe(withoutTime(piped.stdout));
    expect(piped.stderr).toBe('');
  });

  it('replays every capture on this machine, labelled, and keeps nothing', async () => {
    const all = await Promise.all(
      ['linux', 'windows', 'macos'].map(async (platform) => {
        const folder = join(captures, '..', platform);
        return (await readdir(folder)).map((name) => ({ name, folder: join(folder, name) }));
      }),
    );
    const [first, ...others] = all.flat();
    expect(others.length).toBeGreaterThan(0);
    for (const { name, folder } of all.flat()) {
      const ran = await runKeyready(['scan', '--replay', folder, '--json'], env);
      const output = ScanOutput.parse(JSON.parse(ran.stdout));
      expect(PartialReport.parse(output.report).replayOf).toBe(name);
      expect(ran.exitCode, name).toBe(exitOf[output.verdict.state]);
    }
    const human = await runKeyready(['scan', '--replay', first?.folder ?? ''], env);
    expect(human.stdout).toContain(`Replayed from the capture "${first?.name}"`);
    expect(await readdir(stateDir)).toEqual([]);
  });

  it('gives different verdicts for a machine that denies everything and one with a key', async () => {
    const [denied, yubikey] = await Promise.all([
      runKeyready(['scan', '--replay', `${captures}/denied-everything`, '--json'], env),
      runKeyready(['scan', '--replay', `${captures}/ubuntu-24-04-yubikey-chrome`, '--json'], env),
    ]);
    expect(ScanOutput.parse(JSON.parse(denied.stdout)).verdict.state).toBe('unknown');
    expect(denied.exitCode).toBe(30);
    const { verdict, report } = ScanOutput.parse(JSON.parse(yubikey.stdout));
    expect(verdict.state).not.toBe('unknown');
    expect(report.signals['security-key']).toMatchObject({ kind: 'known' });
  });

  it('stays silent when the reader goes away', async () => {
    const script = `${JSON.stringify(process.execPath)} src/cli/keyready.ts scan --json; echo "exit $?" >&2`;
    const child = spawn('sh', ['-c', `{ ${script}; } | true`], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(said).toMatch(/^exit (0|10|20|30)\n$/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'stops on %s with exit %i, keeping nothing and leaving no process',
    async (signal, exitCode) => {
      // A bus that takes the call and never answers holds the scan for as long as the test needs.
      const socket = join(stateDir, 'bus');
      const bus = createServer();
      const called = once(bus, 'connection');
      await new Promise<void>((resolve) => bus.listen(socket, resolve));
      const program = startProgram('keyready.ts', ['scan'], {
        ...env,
        DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}`,
      });
      const [connection] = (await called) as [Socket];
      connection.on('error', () => {});
      const children = childrenOf(program.child.pid ?? 0);
      expect(children.length).toBeGreaterThan(0);
      program.child.kill(signal);
      const ran = await program.collected;
      bus.close();
      expect(ran).toMatchObject({ exitCode, signalName: null, stdout: '', stderr: 'cancelled\n' });
      for (const pid of children) expect(() => process.kill(pid, 0)).toThrow();
      expect((await readdir(stateDir)).filter((name) => name.startsWith('partial-'))).toEqual([]);
    },
  );

  it('does not outlive a signal that comes before it listens', async () => {
    const program = startProgram('keyready.ts', ['scan'], env);
    program.child.kill('SIGINT');
    expect((await program.collected).stdout).toBe('');
  });
});

describe('bad usage', () => {
  it.each([
    [['scna'], /unknown command 'scna' \(did you mean scan\?\)/],
    [['scan', '--jsn'], /unknown option '--jsn' \(did you mean --json\?\)/],
    [['scan', '--only', 'tmp'], /did you mean tpm/],
    [['scan', '--context', 'nobody'], /Allowed choices/],
    [['explain'], /missing required argument/],
    [['explain', 'BT_OF'], /did you mean BT_OFF/],
    [['explain', '0x801c044'], /did you mean 0x801c044/],
    [['explain', '0xDEADBEEF'], /no explanation for the Windows error 0xdeadbeef yet/],
    [['enroll', '--code', 'ABCD'], /required option '--collector/],
    [['enroll', '--collector', 'nonsense', '--code', 'ABCD'], /not an address/],
    [['collector', '--port', '99999'], /0 to 65535/],
    [['status', 'more'], /too many arguments/],
  ])('%j: one coded line, exit 64, nothing on stdout', async (args, words) => {
    const ran = await runKeyready(args, env);
    expect(ran.exitCode).toBe(64);
    expect(ran.stdout).toBe('');
    const [line = '', more = ''] = ran.stderr.split('\n');
    expect(line).toMatch(/^error: .* \(cli\.(usage|unknown-code)\)$/);
    expect(line).toMatch(words);
    expect(more).toMatch(/^ {2}more: keyready .*--help$/);
  });

  it('without a command shows the help and exits 64', async () => {
    const ran = await runKeyready([], env);
    expect([ran.exitCode, ran.stdout]).toEqual([64, '']);
    expect(ran.stderr).toContain('Usage: keyready');
  });
});

describe('help', () => {
  it.each([[], ['scan'], ['explain'], ['capture'], ['enroll'], ['upload'], ['status'], ['collector']])(
    'of %j has examples and exits 0',
    async (...command) => {
      const ran = await runKeyready([...command.flat(), '--help'], env);
      expect(ran.exitCode).toBe(0);
      expect(ran.stdout).toMatch(/Usage: keyready/);
      expect(ran.stdout).toMatch(/\nExamples:\n {2}\S*keyready /);
      expect(ran.stderr).toBe('');
    },
  );
});

describe('keyready explain', () => {
  it('explains Windows errors however they are written, with how sure that is', async () => {
    const ways = ['0xC000006D', 'c000006d', '-1073741715', '3221225581'];
    const runs = await Promise.all(ways.map((way) => runKeyready(['explain', way, '--json'], env)));
    const outputs = runs.map((ran) => ExplainOutput.parse(JSON.parse(ran.stdout)));
    for (const output of outputs) expect(output).toEqual(outputs[0]);
    expect(outputs[0]).toMatchObject({
      kind: 'windows-error',
      code: '0xc000006d',
      name: 'STATUS_LOGON_FAILURE',
      sure: 'published',
    });
    const told = await runKeyready(['explain', '0xcaa6000a'], env);
    expect(told.stdout).toContain('deduced from the code itself');
    expect(told.stdout).toMatch(/What to do \(IT\)\n {2}1 {2}/);
    expect(told.exitCode).toBe(0);
  });

  it('explains reasons and problems, for any system, whatever the case', async () => {
    const [reason, problem] = await Promise.all([
      runKeyready(['explain', 'bt_off', '--platform', 'win32', '--json'], env),
      runKeyready(['explain', 'UPLOAD.UNREACHABLE', '--json'], env),
    ]);
    expect(ExplainOutput.parse(JSON.parse(reason.stdout))).toMatchObject({ kind: 'reason', code: 'BT_OFF' });
    expect(ExplainOutput.parse(JSON.parse(problem.stdout))).toMatchObject({
      kind: 'problem',
      code: 'upload.unreachable',
    });
    expect([reason.exitCode, problem.exitCode]).toEqual([0, 0]);
  });
});

describe('keyready capture', () => {
  it('records what scan --replay then plays back with the same answers', async () => {
    const dir = join(stateDir, 'recorded');
    const only = 'os,tpm,secure-boot';
    const ran = await runKeyready(['capture', dir, '--only', only, '--json'], env);
    expect(ran.exitCode).toBe(0);
    const summary = CaptureOutput.parse(JSON.parse(ran.stdout));
    expect(summary.signals.map(({ signal }) => signal).sort()).toEqual(only.split(',').sort());
    expect(summary.signals.find(({ signal }) => signal === 'os')?.exchanges).toBeGreaterThan(0);

    const replayed = await runKeyready(['scan', '--replay', dir, '--only', only, '--json'], env);
    const live = await runKeyready(['scan', '--only', only, '--json'], env);
    const answers = (text: string) =>
      Object.entries(ScanOutput.parse(JSON.parse(text)).report.signals)
        .filter(([name]) => only.includes(name))
        .map(([name, seen]) => [name, seen?.kind]);
    expect(answers(replayed.stdout)).toEqual(answers(live.stdout));
  });

  it('never writes into a folder that holds something', async () => {
    await writeFile(join(stateDir, 'mine.txt'), 'mine');
    const ran = await runKeyready(['capture', stateDir], env);
    expect(ran.exitCode).toBe(73);
    expect(ran.stderr).toContain('(capture.folder-not-empty)');
    expect(await readdir(stateDir)).toEqual(['mine.txt']);
  });
});

describe('sending', () => {
  it('says that this installation is not enrolled', async () => {
    const ran = await runKeyready(['upload', '--json'], env);
    expect(ran.exitCode).toBe(77);
    expect(UploadOutput.parse(JSON.parse(ran.stdout))).toMatchObject({ kind: 'refused' });
    expect(ran.stderr).toMatch(/^error: .* \(upload\.not-enrolled\)\n/);
  });

  it('says that nobody listens, and to try later', async () => {
    const ran = await runKeyready(['enroll', '--collector', 'http://127.0.0.1:1', '--code', 'ABCD'], env);
    expect(ran.exitCode).toBe(75);
    expect(ran.stderr).toContain('(upload.unreachable)');
  });

  it('refuses to send unprotected', async () => {
    const ran = await runKeyready(['enroll', '--collector', 'http://example.com', '--code', 'ABCD'], env);
    expect(ran.exitCode).toBe(77);
    expect(ran.stderr).toContain('(upload.insecure-url)');
  });
});

describe('keyready status', () => {
  it('tells before and after the first scan', async () => {
    const before = StatusOutput.parse(JSON.parse((await runKeyready(['status', '--json'], env)).stdout));
    expect(before).toMatchObject({ lastScan: null, upload: { enrolled: false, waiting: 0 } });
    const scanned = await runKeyready(['scan', '--json'], env);
    const after = StatusOutput.parse(JSON.parse((await runKeyready(['status', '--json'], env)).stdout));
    expect(after.lastScan?.explained.state).toBe(JSON.parse(scanned.stdout).verdict.state);
  });
});
