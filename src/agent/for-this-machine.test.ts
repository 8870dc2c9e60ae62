import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ScriptedAnswers,
  scriptedHost,
  tpmDenied,
  tpmThere,
} from '../../test/cli/doubles/scripted-host.ts';
import { DeviceReport, PartialReport } from '../contract/report.ts';
import { signalIds } from '../contract/signals.ts';
import { keptMetadataIn } from '../mds/kept-metadata.ts';
import { composeAgent, type ThisMachine } from './for-this-machine.ts';
import { placesFor } from './places.ts';
import { prelaunchHost } from './prelaunch-host.ts';
import { stateFolder } from './state-folder.ts';

let stateDir: string;
let answers: ScriptedAnswers;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'keyready-agent-'));
  answers = { tpm: tpmThere };
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const agent = (more: ThisMachine = {}) =>
  composeAgent({ stateDir, launchHost: scriptedHost(() => answers), elevated: false, ...more });
/** With the rights of the system, whoever runs the tests. */
const elevated = { elevated: true };

describe('scanning this device', () => {
  it('answers every signal, judges exactly the report, and remembers it for the next look', async () => {
    const result = await (await agent()).scan({ context: 'user' });
    expect(Object.keys(result.report.signals).sort()).toEqual([...signalIds].sort());
    expect(DeviceReport.parse(result.report)).toEqual(result.report);
    expect(result.report.device.id).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(result.problems).toEqual([]);

    const last = await (await agent()).lastScan();
    expect(last?.report.signals).toEqual(result.report.signals);
    expect(last?.report.device.id).toBe(result.report.device.id);
    expect(last?.verdict.state).toBe(result.verdict.state);
    expect((await stat(join(stateDir, 'partial-user.json'))).mode & 0o777).toBe(0o600);
  });

  it('merges what the other context saw, but never hides a fresh "could not tell" of its own context', async () => {
    await (await agent(elevated)).scan({ context: 'device' });
    answers = { tpm: tpmDenied };
    const asUser = await (await agent()).scan({ context: 'user' });
    expect(asUser.report.signals.tpm).toMatchObject({ kind: 'known', context: 'device' });
    expect(asUser.report.contexts).toEqual(['device', 'user']);

    const asDevice = await (await agent(elevated)).scan({ context: 'device' });
    expect(asDevice.report.signals.tpm).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
  });

  it('with `only`, takes the other signals from the last scan and remembers nothing', async () => {
    const before = await (await agent()).scan({ context: 'user' });
    answers = { tpm: tpmDenied, os: 'never' };
    const again = await (await agent()).scan({ context: 'user', only: ['tpm'] });
    expect(Object.keys(again.partial.signals)).toEqual(['tpm']);
    expect(again.report.signals.tpm).toMatchObject({ kind: 'unknown' });
    expect(again.report.signals.os).toEqual(before.report.signals.os);
    expect((await (await agent()).lastScan())?.report.signals.tpm).toMatchObject({ kind: 'known' });
  });

  it('goes on when the remembered result is corrupt, keeps the file, and says so', async () => {
    await writeFile(join(stateDir, 'partial-device.json'), '{"schemaVersion":1');
    const result = await (await agent()).scan({ context: 'user' });
    expect(result.problems).toMatchObject([{ code: 'state.corrupt' }]);
    expect(result.report.contexts).toEqual(['user']);
    const aside = (await readdir(stateDir)).find((name) => name.startsWith('partial-device.json.set-aside'));
    expect(await readFile(join(stateDir, aside ?? ''), 'utf8')).toBe('{"schemaVersion":1');
  });

  it('judges with the metadata that was imported, and says when what was kept is damaged', async () => {
    const without = await (await agent()).scan({ context: 'user' });
    await keptMetadataIn(stateDir).write({
      schemaVersion: 1,
      no: 285,
      nextUpdate: '2027-01-01',
      importedAt: '2026-11-23T08:00:00.000Z',
      revocationChecked: false,
      legalHeader: 'Terms made for a test.',
      entries: [],
    });
    const { verdict, problems } = await (await agent()).scan({ context: 'user' });
    expect(problems).toEqual([]);
    expect(verdict.policyVersion).toBe(`${without.verdict.policyVersion}+mds285`);

    await writeFile(join(stateDir, 'metadata.json'), 'half a blo');
    const damaged = await (await agent()).scan({ context: 'user' });
    expect(damaged.verdict.policyVersion).toBe(without.verdict.policyVersion);
    expect(damaged.problems).toMatchObject([
      { code: 'state.corrupt', detail: expect.stringContaining('metadata.json') },
    ]);
    expect((await (await agent()).scan({ context: 'user' })).problems).toEqual([]);
  });

  it('goes on with a new key when the old one is unusable, and says so', async () => {
    await writeFile(join(stateDir, 'installation-key.pem'), 'not a key');
    const result = await (await agent()).scan({ context: 'user' });
    expect(result.problems).toMatchObject([{ code: 'state.corrupt' }]);
    expect(result.report.device.id).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('still gives the verdict when nothing can be kept', async () => {
    const file = join(stateDir, 'a-file');
    await writeFile(file, '');
    const blocked = await composeAgent({
      stateDir: join(file, 'below'),
      launchHost: scriptedHost(() => answers),
    });
    const result = await blocked.scan({ context: 'user' });
    expect(result.report.signals.tpm).toMatchObject({ kind: 'known' });
    expect(result.report.device.id).toBe('no-installation-key');
    expect(result.problems.map(({ code }) => code)).toContain('state.not-writable');
  });

  it('keeps nothing of a cancelled scan', async () => {
    answers = { tpm: 'never' };
    const stop = new AbortController();
    const scanning = (await agent()).scan({
      context: 'user',
      stop: stop.signal,
      onProgress: ({ checking }) => {
        if (checking.includes('tpm')) stop.abort();
      },
    });
    await expect(scanning).rejects.toMatchObject({ code: 'scan.cancelled' });
    expect(await (await agent()).lastScan()).toBeNull();
  });

  it('refuses a folder that is no capture', async () => {
    await expect((await agent()).scan({ replayDir: stateDir })).rejects.toMatchObject({
      code: 'capture.not-a-capture',
    });
  });

  it('labels a replay and keeps nothing of it', async () => {
    const replayDir = join(stateDir, 'a-capture');
    await mkdir(replayDir);
    await writeFile(
      join(replayDir, 'capture.json'),
      JSON.stringify({
        captureVersion: 1,
        platform: 'win32',
        agentVersion: '0.1.0',
        capturedAt: '2026-11-20T08:00:00.000Z',
        title: 'A laptop',
      }),
    );
    const fresh = join(stateDir, 'fresh-state');
    const replaying = await composeAgent({ stateDir: fresh, launchHost: scriptedHost(() => answers) });
    const result = await replaying.scan({ replayDir, context: 'user' });
    expect(PartialReport.parse(result.partial).replayOf).toBe('a-capture');
    expect(result.report.device).toMatchObject({ platform: 'win32', name: 'a-capture' });
    await expect(stat(fresh)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('status and sending before enrolment', () => {
  it('says so and makes no key', async () => {
    await chmod(stateDir, 0o700);
    expect(await (await agent()).status()).toEqual({
      collectorUrl: null,
      enrolled: false,
      deviceId: null,
      lastUploadAt: null,
      waiting: 0,
      setAside: 0,
      dropped: 0,
      lastProblem: null,
    });
    expect(await (await agent()).upload()).toMatchObject({
      kind: 'refused',
      problem: { code: 'upload.not-enrolled' },
    });
    expect(await (await agent()).lastSent()).toBeNull();
    expect(await readdir(stateDir)).toEqual([]);
  });
});

describe('state folder', () => {
  it('follows the variable, then the rights, then the person', () => {
    expect(stateFolder({ KEYREADY_STATE_DIR: '/x' }, 'linux', true)).toBe('/x');
    expect(stateFolder({}, 'linux', true)).toBe('/var/lib/keyready/state');
    expect(stateFolder({}, 'darwin', true)).toBe('/Library/Application Support/Keyready/State');
    expect(stateFolder({ KEYREADY_MACHINE_DIR: '/m' }, 'linux', true)).toBe('/m/state');
    expect(stateFolder({}, 'linux', false)).toMatch(/keyready$/);
  });

  it('is met by other accounts only where it stands in its usual place, or where the machine’s folder is named', () => {
    const linux = {
      root: '/var/lib/keyready',
      state: '/var/lib/keyready/state',
      published: '/var/lib/keyready/published',
    };
    expect(placesFor({}, 'linux', true)).toMatchObject({ stateDir: linux.state, machine: linux });
    expect(placesFor({}, 'linux', false).machine).toEqual(linux);
    expect(placesFor({ KEYREADY_STATE_DIR: '/x' }, 'linux', true).machine).toBeNull();
    expect(placesFor({}, 'linux', true, '/x').machine).toBeNull();
    const named = placesFor({ KEYREADY_STATE_DIR: '/x', KEYREADY_MACHINE_DIR: '/m' }, 'linux', true);
    expect(named).toMatchObject({ stateDir: '/x', machine: { published: '/m/published' } });
  });

  it('of a user scan is the person’s own in an administrator’s elevated process on Windows, and root’s elsewhere', () => {
    const env = { ProgramData: '/pd' };
    const windows = placesFor(env, 'win32', true);
    expect(windows.stateDir).toBe('/pd/Keyready/State');
    expect(windows.personStateDir).toBe(placesFor(env, 'win32', false).stateDir);
    expect(windows.personStateDir).not.toContain('/pd');
    const linux = placesFor({}, 'linux', true);
    expect(linux.personStateDir).toBe(linux.stateDir);
  });
});

describe('host started ahead', () => {
  it('is handed out once; later hosts are new; an unwanted one is ended', () => {
    const hosts: { killed: boolean }[] = [];
    const launch = () => {
      const host = { killed: false };
      hosts.push(host);
      return {
        send() {},
        onMessage() {},
        onExit() {},
        kill: () => {
          host.killed = true;
        },
      };
    };
    const wanted = prelaunchHost(launch);
    wanted.launchHost();
    wanted.launchHost();
    wanted.discard();
    expect(hosts).toEqual([{ killed: false }, { killed: false }]);
    prelaunchHost(launch).discard();
    expect(hosts[2]).toEqual({ killed: true });
  });
});
