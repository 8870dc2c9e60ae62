import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CollectorOutput,
  EnrollOutput,
  ScanOutput,
  StatusOutput,
  UploadOutput,
} from '../../src/contract/cli.ts';
import { DevicesPage } from '../../src/contract/http.ts';
import { signIn } from './doubles/fleet-session.ts';
import { runKeyready, startProgram } from './doubles/run-keyready.ts';

let home: string;
let agentEnv: NodeJS.ProcessEnv;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'keyready-send-'));
  agentEnv = { KEYREADY_STATE_DIR: join(home, 'agent') };
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function startCollector(port: string) {
  const args = ['collector', '--json', '--port', port, '--data', join(home, 'data')];
  const program = startProgram('keyready.ts', args, { KEYREADY_LOG_LEVEL: 'warn' });
  const line = await program.stdoutHas(/^\{.*\}\n/);
  return { program, output: CollectorOutput.parse(JSON.parse(line)) };
}
const status = async () =>
  StatusOutput.parse(JSON.parse((await runKeyready(['status', '--json'], agentEnv)).stdout));

describe('a device and a collector, each by its own command', () => {
  it('enrols, sends, keeps what cannot be sent, and sends it later', async () => {
    const first = await startCollector('0');
    const { port } = new URL(first.output.url);

    const wrong = await runKeyready(
      ['enroll', '--collector', first.output.url, '--code', 'WRONG-CODE'],
      agentEnv,
    );
    expect(wrong.exitCode).toBe(77);
    expect(wrong.stderr).toContain('(enroll.bad-code)');
    expect((await status()).upload.enrolled).toBe(false);

    const enrolled = await runKeyready(
      ['enroll', '--json', '--collector', first.output.url, '--code', first.output.enrolment.code],
      agentEnv,
    );
    expect(enrolled.exitCode, enrolled.stderr).toBe(0);
    const { deviceId } = EnrollOutput.parse(JSON.parse(enrolled.stdout));

    expect(
      UploadOutput.parse(JSON.parse((await runKeyready(['upload', '--json'], agentEnv)).stdout)).kind,
    ).toBe('nothing-to-send');
    const scanned = await runKeyready(['scan', '--json'], agentEnv);
    const { report } = ScanOutput.parse(JSON.parse(scanned.stdout));
    expect((await status()).upload.waiting).toBe(1);
    const sent = await runKeyready(['upload', '--json'], agentEnv);
    expect(UploadOutput.parse(JSON.parse(sent.stdout))).toEqual({ kind: 'sent', count: 1 });
    expect((await status()).lastSent).toEqual(report);

    // A look at two signals is no report of this device.
    await runKeyready(['scan', '--only', 'os,tpm', '--json'], agentEnv);
    expect((await status()).upload.waiting).toBe(0);

    first.program.child.kill('SIGTERM');
    expect((await first.program.collected).exitCode).toBe(0);

    await runKeyready(['scan', '--json'], agentEnv);
    const later = await runKeyready(['upload', '--json'], agentEnv);
    expect(later.exitCode).toBe(75);
    expect(UploadOutput.parse(JSON.parse(later.stdout))).toMatchObject({
      kind: 'later',
      problem: { code: 'upload.unreachable' },
    });
    expect((await status()).upload).toMatchObject({
      waiting: 1,
      lastProblem: { code: 'upload.unreachable' },
    });

    const second = await startCollector(port);
    const again = await runKeyready(['upload'], agentEnv);
    expect([again.exitCode, again.stdout], again.stderr).toEqual([0, 'Sent 1 report.\n']);
    const page = DevicesPage.parse(await (await signIn(second.output.signInLink))('/v1/fleet/devices'));
    expect(page.devices).toMatchObject([{ id: deviceId }]);
    expect((await status()).upload).toMatchObject({ waiting: 0, lastProblem: null });

    const busy = await runKeyready(['collector', '--port', port, '--data', join(home, 'other')], {});
    expect(busy.exitCode).toBe(69);
    expect(busy.stderr).toMatch(/^error: .* \(collector\.port-in-use\)$/m);

    second.program.child.kill('SIGINT');
    expect((await second.program.collected).exitCode).toBe(0);
  }, 240_000);

  it('asks to enrol again when the key was lost, and says so', async () => {
    const keyFile = join(home, 'agent', 'installation-key.pem');
    const before = await readFile(keyFile, 'utf8');
    await writeFile(keyFile, before.slice(0, 60));
    const scanned = await runKeyready(['scan', '--json'], agentEnv);
    expect(ScanOutput.safeParse(JSON.parse(scanned.stdout)).success).toBe(true);
    expect(scanned.stderr).toMatch(/^note: .* \(state\.corrupt\)\n$/);
    expect((await status()).upload.enrolled).toBe(false);
    const ran = await runKeyready(['upload'], agentEnv);
    expect(ran.exitCode).toBe(77);
    expect(ran.stderr).toContain('(upload.not-enrolled)');
  });
});
