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
import { PartialReport } from '../contract/report.ts';
import { signalIds } from '../contract/signals.ts';
import { signalCatalogue } from '../core/signals/catalogue.ts';
import { composeAgent } from './for-this-machine.ts';
import { needsElevation } from './needs-elevation.ts';

let root: string;
let answers: ScriptedAnswers;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keyready-contexts-'));
  env = { KEYREADY_MACHINE_DIR: join(root, 'machine') };
  answers = { tpm: tpmThere };
});
afterEach(() => rm(root, { recursive: true, force: true }));

const result = () => join(root, 'machine', 'published', 'device-scan.json');
const agentOf = (elevated: boolean, stateDir?: string) =>
  composeAgent({
    env,
    elevated,
    launchHost: scriptedHost(() => answers),
    ...(stateDir === undefined ? {} : { stateDir: join(root, stateDir) }),
  });
const system = () => agentOf(true);
const person = (name = 'person') => agentOf(false, name);

describe.skipIf(process.platform === 'win32')('two contexts', () => {
  it('a device scan keeps its secrets to itself and leaves its result to all', async () => {
    const { problems, partial } = await (await system()).scan();
    expect(problems).toEqual([]);
    expect(partial.context).toBe('device');
    const modes = await Promise.all(
      ['', 'state', 'published'].map((name) => stat(join(root, 'machine', name))),
    );
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o755, 0o700, 0o755]);
    expect(await readdir(join(root, 'machine', 'published'))).toEqual(['device-scan.json']);
    const secrets = await readdir(join(root, 'machine', 'state'));
    expect(secrets).toEqual(expect.arrayContaining(['installation-key.pem', 'recognition-key']));
    const left = await readFile(result(), 'utf8');
    expect(PartialReport.parse(JSON.parse(left))).toEqual(partial);
    for (const name of ['installation-key.pem', 'recognition-key']) {
      const secret = (await readFile(join(root, 'machine', 'state', name), 'utf8')).trim();
      for (const line of secret.split('\n')) expect(left).not.toContain(line);
    }
  });

  it('a device scan leaves out what only a person’s session can answer', async () => {
    const { partial } = await (await system()).scan();
    const forDevices = signalIds.filter((id) => signalCatalogue[id].contexts.includes('device'));
    expect(Object.keys(partial.signals).sort()).toEqual([...forDevices].sort());
    expect(forDevices.length).toBeLessThan(signalIds.length);
  });

  it('a person’s scan and what is remembered of it take from the device scan what it knows', async () => {
    await (await system()).scan();
    answers = { tpm: tpmDenied };
    const scanned = await (await person()).scan();
    const remembered = await (await person()).lastScan();
    for (const seen of [scanned, remembered]) {
      expect(seen?.partial.context).toBe('user');
      expect(seen?.report.contexts).toEqual(['device', 'user']);
      expect(seen?.report.signals.tpm).toMatchObject({ kind: 'known', context: 'device' });
      expect(seen?.problems).toEqual([]);
    }
  });

  it('a person who never scanned has no last scan, whatever the device scan left', async () => {
    await (await system()).scan();
    expect(await (await person()).lastScan()).toBeNull();
  });

  it('a device scan in a person’s own folder counts for nothing beside the machine’s', async () => {
    const planted = await agentOf(true, 'person');
    await planted.scan();
    await rm(result());
    expect(await readdir(join(root, 'person'))).toContain('partial-device.json');
    answers = { tpm: tpmDenied };
    const scanned = await (await person()).scan();
    expect(scanned.report.contexts).toEqual(['user']);
    expect(scanned.report.signals.tpm).toMatchObject({ kind: 'unknown' });
  });

  it('with `only`, what was not asked comes from the last scan of the same context and the device scan', async () => {
    await (await system()).scan();
    answers = { tpm: tpmDenied };
    await (await person()).scan();
    const again = await (await person()).scan({ only: ['os'] });
    expect(again.report.signals.tpm).toMatchObject({ kind: 'known', context: 'device' });
    expect(await readFile(result(), 'utf8')).toContain('"context":"device"');
  });

  it('a look at some signals only is no device scan to leave behind', async () => {
    await (await system()).scan({ only: ['tpm'] });
    await expect(stat(result())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('a result that cannot be believed is told of, left alone, and costs only itself', async () => {
    await (await system()).scan();
    await chmod(result(), 0o666);
    answers = { tpm: tpmDenied };
    const { report, problems } = await (await person()).scan();
    expect(problems).toMatchObject([
      { code: 'scan.device-result-refused', where: result(), todo: expect.any(String) },
    ]);
    expect(report.contexts).toEqual(['user']);
    expect((await stat(result())).isFile()).toBe(true);
    expect((await (await person()).lastScan())?.problems).toMatchObject([
      { code: 'scan.device-result-refused' },
    ]);
  });

  it('a result that cannot be left is told of and costs only itself', async () => {
    await mkdir(join(root, 'machine'));
    await writeFile(join(root, 'machine', 'published'), 'in the way');
    const { problems, report } = await (await system()).scan();
    expect(problems).toMatchObject([{ code: 'scan.not-published' }]);
    expect(report.signals.tpm).toMatchObject({ kind: 'known' });
    expect((await (await system()).lastScan())?.report.signals).toEqual(report.signals);
  });

  it('a person’s scan is left nowhere but in the person’s folder', async () => {
    await (await person()).scan();
    await expect(stat(join(root, 'machine'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('root’s own user scan is no device scan', async () => {
    const { partial } = await (await system()).scan({ context: 'user' });
    expect(partial.context).toBe('user');
    await expect(stat(result())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(join(root, 'machine', 'state'))).toContain('partial-user.json');
  });
});

describe('a device scan without the rights', () => {
  it('does not begin, and keeps nothing', async () => {
    let asked = false;
    const agent = await composeAgent({
      env,
      elevated: false,
      stateDir: join(root, 'person'),
      launchHost: () => {
        asked = true;
        throw new Error('no host is wanted');
      },
    });
    await expect(agent.scan({ context: 'device' })).rejects.toMatchObject({ code: 'scan.needs-elevation' });
    await expect(agent.scan({ context: 'device', only: ['tpm'] })).rejects.toMatchObject({
      code: 'scan.needs-elevation',
    });
    expect(asked).toBe(false);
    expect(await readdir(root)).toEqual([]);
  });

  it('may replay what another machine’s saw', async () => {
    const replayDir = join(import.meta.dirname, '../../test/fixtures/captures/linux/denied-everything');
    const { partial } = await (await person()).scan({ context: 'device', replayDir });
    expect(partial).toMatchObject({ context: 'device', replayOf: 'denied-everything' });
    expect(await readdir(root)).toEqual([]);
  });

  it('is told how to get them on its system', () => {
    expect(needsElevation('linux').message).toContain('sudo keyready scan --context device');
    expect(needsElevation('darwin').message).toContain('sudo');
    expect(needsElevation('win32').message).toMatch(/Run as administrator.*SYSTEM/);
    expect(needsElevation('win32').message).not.toContain('sudo');
  });
});
