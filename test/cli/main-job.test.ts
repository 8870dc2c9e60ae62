import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceDetail, DevicesPage } from '../../src/contract/http.ts';
import { DeviceReport } from '../../src/contract/report.ts';
import { signIn } from './doubles/fleet-session.ts';
import { startProgram } from './doubles/run-keyready.ts';

let home: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'keyready-main-job-'));
  env = { KEYREADY_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' };
});
afterAll(() => rm(home, { recursive: true, force: true }));

const lastSent = async () =>
  DeviceReport.parse(JSON.parse(await readFile(join(home, 'agent', 'last-sent.json'), 'utf8')));
const keyFile = () => readFile(join(home, 'agent', 'installation-key.pem'), 'utf8');

describe('the main job', () => {
  let firstKey: string;

  it('--once enrols, scans, sends, prints the verdict, and ends by itself with nothing left', async () => {
    const ran = await startProgram('main-job.ts', ['--once'], env).collected;
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/Security key/);
    expect(ran.stdout).toContain('Sent to the collector');
    expect((await lastSent()).signals.os).toMatchObject({ kind: 'known' });
    expect((await readdir(join(home, 'agent', 'outbox'))).filter((name) => name.endsWith('.json'))).toEqual(
      [],
    );
    expect((await stat(join(home, 'agent', 'installation-key.pem'))).mode & 0o777).toBe(0o600);
    firstKey = await keyFile();
  }, 180_000);

  it('stays when asked to, shows the device to IT, re-uses key and data, and stops cleanly on Ctrl-C', async () => {
    const program = startProgram('main-job.ts', [], env);
    const signInLink = await program.stdoutHas(/http:\/\/127\.0\.0\.1:\d+\/sign-in#token=\S+/);
    const sent = await lastSent();
    const page = DevicesPage.parse(await (await signIn(signInLink))('/v1/fleet/devices'));
    expect(page.devices).toMatchObject([{ id: sent.device.id, name: sent.device.name, sample: false }]);

    const second = await startProgram('main-job.ts', ['--once'], env).collected;
    expect(second.exitCode).toBe(69);
    expect(second.stderr).toMatch(/^error: .* \(collector\.data-folder-in-use\)$/m);

    program.child.kill('SIGINT');
    const ran = await program.collected;
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/^No window: .+\.$/m);
    expect(await keyFile()).toBe(firstKey);
    await expect(fetch(new URL('/healthz', signInLink))).rejects.toThrow();
  }, 180_000);

  it('kept what the first run sent: both reports are counted', async () => {
    const program = startProgram('main-job.ts', [], env);
    const signInLink = await program.stdoutHas(/http:\/\/127\.0\.0\.1:\d+\/sign-in#token=\S+/);
    const { device } = await lastSent();
    const detail = DeviceDetail.parse(
      await (await signIn(signInLink))(`/v1/fleet/devices/${encodeURIComponent(device.id)}`),
    );
    expect(detail.reportsReceived).toBe(3);
    expect(detail.assurance).toBe('enrolment-code');
    program.child.kill('SIGTERM');
    expect((await program.collected).exitCode).toBe(0);
  }, 180_000);

  it('takes a free port when the usual one is in use, and says so', async () => {
    const inTheWay = createServer();
    // Whoever else has it does the same service.
    await new Promise<void>((resolve) => {
      inTheWay.once('error', () => resolve());
      inTheWay.listen(8686, '127.0.0.1', resolve);
    });
    const ran = await startProgram('main-job.ts', ['--once'], env).collected;
    inTheWay.close();
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('port 8686 is in use; taking a free one\n');
  }, 180_000);

  it('refuses what it does not know', async () => {
    const ran = await startProgram('main-job.ts', ['--onec'], env).collected;
    expect(ran.exitCode).toBe(64);
    expect(ran.stderr).toContain('(cli.usage)');
  });
});
