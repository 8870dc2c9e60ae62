import { describe, expect, it } from 'vitest';
import { type FakeMachine, fakeReach } from '../../../test/doubles/fake-reach.ts';
import type { ProbeReach } from '../reach.ts';
import { replayReach } from '../replay/replay-reach.ts';
import { recordingReach } from './recording-reach.ts';
import { exchangeRedactor } from './redact-exchange.ts';

const erin = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const adam = 'S-1-5-21-1111-2222-3333-1001';
const tenant = '6d2f41b8-93ac-4e0f-8b57-1c9e34a07d26';
const former = '11111111-93ac-4e0f-8b57-1c9e34a07d26';
const device = '3f0c9a52-6b1e-4d87-9c44-2a71d0e5b813';
const thumbprint = '9C41E07B52D83FA6104B7E2C95D1A83F60B7E41D';

/** Records what `ask` asks; gives what was noted, and a reach that answers from it. */
async function record(machine: FakeMachine, ask: (reach: ProbeReach) => Promise<unknown>) {
  const redact = exchangeRedactor({ users: ['erin'], hosts: [], homes: [] });
  const recording = recordingReach(fakeReach(machine), redact);
  await ask(recording.reach);
  const exchanges = recording.exchanges();
  return { exchanges, written: JSON.stringify(exchanges), replay: replayReach(exchanges) };
}

describe('accounts', () => {
  it('are stand-ins in keys, questions and values alike, each its own', async () => {
    const process = { elevated: false, sid: erin, sessionId: 1, remote: false };
    const { written, replay } = await record(
      {
        native: { thisProcess: process, [`enrolledFactors ${erin}`]: { result: 0, factors: 2 } },
        registry: {
          [`HKU\\${adam}`]: {},
          [`HKU\\${erin.toLowerCase()}_Classes`]: {},
          [`HKLM\\SOFTWARE\\Microsoft\\FIDO\\${erin}\\Plugins`]: { Owner: `by ${adam}` },
        },
      },
      async (reach) => {
        await reach.native.ask('thisProcess');
        await reach.registry.readTree('HKU', '', { values: [], depth: 1 });
        await reach.registry.readTree('HKLM', `SOFTWARE\\Microsoft\\FIDO\\${erin}\\Plugins`, { values: '*' });
        await reach.native.ask('enrolledFactors', [erin]);
      },
    );
    expect(written).not.toMatch(/1764298341|1111-2222/);
    const standIn = 'S-1-12-1-0-0-0-1001';
    expect(await replay.native.ask('thisProcess')).toMatchObject({ value: { sid: standIn } });
    expect(await replay.native.ask('enrolledFactors', [standIn])).toMatchObject({ value: { factors: 2 } });
    const other = 'S-1-5-21-0-0-0-1002';
    expect(await replay.registry.readTree('HKU', '', { values: [], depth: 1 })).toMatchObject({
      value: { keys: { [other]: {}, [`${standIn}_Classes`]: {} } },
    });
    const plugins = `SOFTWARE\\Microsoft\\FIDO\\${standIn}\\Plugins`;
    expect(await replay.registry.readTree('HKLM', plugins, { values: '*' })).toMatchObject({
      value: { values: { Owner: { data: `by ${other}` } } },
    });
  });
  it.each(['S-1-5-18', 'S-1-5-32-544', 'S-1-1-0'])('%s is nobody’s and stays', async (sid) => {
    const native = { signedInUsers: { result: 0, users: [{ sid, active: true }] } };
    const { written } = await record({ native }, (reach) => reach.native.ask('signedInUsers'));
    expect(written).toContain(sid);
  });
});

describe('tenants and devices', () => {
  const join = 'SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin';
  const policies = 'SOFTWARE\\Microsoft\\Policies\\PassportForWork';
  const machine: FakeMachine = {
    native: {
      entraJoin: {
        result: 0,
        join: { type: 1, deviceId: device, tenantId: tenant.toUpperCase(), idpDomain: null },
      },
    },
    registry: {
      [`HKLM\\${join}\\JoinInfo\\${thumbprint}`]: {
        TenantId: tenant,
        UserEmail: 'erin.fox at contoso',
        DeviceDisplayName: 'PC-0417',
        OsVersion: '10.0.26100.4061',
      },
      [`HKLM\\${join}\\TenantInfo\\${tenant}`]: { DisplayName: 'Contoso Example' },
      [`HKLM\\${policies}\\${tenant}\\Device\\Policies`]: { UsePassportForWork: 1 },
      [`HKLM\\${policies}\\${former}\\Device\\Policies`]: { UsePassportForWork: 0 },
      'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\x': { DisplayName: 'Contoso Ledger' },
    },
  };
  const deep = { values: '*', depth: 4 } as const;
  const uninstall = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
  const recorded = () =>
    record(machine, async (reach) => {
      await reach.registry.readTree('HKLM', policies, deep);
      await reach.registry.readTree('HKLM', join, deep);
      await reach.native.ask('entraJoin');
      await reach.registry.readTree('HKLM', `${policies}\\${tenant}\\Device\\Policies`, deep);
      await reach.registry.readTree('HKLM', uninstall, deep);
    });

  it('are told by stand-ins only, the same one the same', async () => {
    const { written, replay } = await recorded();
    expect(written.toLowerCase()).not.toMatch(
      /6d2f41b8|11111111|3f0c9a52|9c41e07b|erin|pc-0417|contoso example/,
    );
    const joined = await replay.native.ask('entraJoin');
    const tenantId = (joined as { value: { join: { tenantId: string } } }).value.join.tenantId;
    const info = await replay.registry.readTree('HKLM', join, deep);
    expect(info).toMatchObject({
      value: {
        keys: {
          JoinInfo: {
            keys: {
              ['1'.padStart(40, '0')]: {
                values: { TenantId: { data: tenantId }, OsVersion: { data: '10.0.26100.4061' } },
              },
            },
          },
          TenantInfo: { keys: { [tenantId]: { values: { DisplayName: { data: 'REDACTED' } } } } },
        },
      },
    });
    const all = await replay.registry.readTree('HKLM', policies, deep);
    expect(Object.keys(all.ok ? all.value.keys : {})).toHaveLength(2);
    expect(
      await replay.registry.readTree('HKLM', `${policies}\\${tenantId}\\Device\\Policies`, deep),
    ).toMatchObject({
      value: { values: { UsePassportForWork: { data: 1 } } },
    });
    expect(await replay.registry.readTree('HKLM', uninstall, deep)).toMatchObject({
      value: { keys: { x: { values: { DisplayName: { data: 'Contoso Ledger' } } } } },
    });
  });

  // Lines as https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd shows them.
  it('are not in what dsregcmd printed', async () => {
    const stdout = [
      '             AzureAdJoined : YES',
      '               Device Name : PC-0417',
      `                  DeviceId : ${device}`,
      `                Thumbprint : ${thumbprint}`,
      '                TenantName : Contoso Example',
      `                  TenantId : ${tenant}`,
      `               AuthCodeUrl : https://login.microsoftonline.com/${tenant}/oauth2/authorize`,
      '                  NgcKeyId : {5B27E0C4-91DF-4A36-B8E2-70C3F19A6D58}',
      '    Executing Account Name : AzureAD\\ErinFox, erin.fox@contoso.example',
      '    Executing Account Name : CONTOSO\\PC-0417$, PC-0417$@contoso.example',
      '',
    ].join('\r\n');
    const file = 'C:\\Windows\\System32\\dsregcmd.exe';
    const { written, replay } = await record(
      { commands: { [`${file} /status`]: { exitCode: 0, stdout, stderr: '' } } },
      (reach) => reach.commands.run(file, ['/status']),
    );
    expect(written.toLowerCase()).not.toMatch(/pc-0417|3f0c9a52|9c41e07b|contoso|6d2f41b8|5b27e0c4|erin/);
    const said = await replay.commands.run(file, ['/status']);
    const lines = said.ok ? said.value.stdout.split('\r\n') : [];
    expect(lines[0]).toBe('             AzureAdJoined : YES');
    expect(lines.slice(8)).toEqual([
      '    Executing Account Name : REDACTED',
      '    Executing Account Name : REDACTED$',
      '',
    ]);
  });
});

describe('devices', () => {
  const path = '\\\\?\\hid#vid_1050&pid_0407&mi_01#7&1a2b3c4d&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}';
  it('keep the hardware in their paths, not the place or serial number, whoever spells them', async () => {
    const named = { vendorId: 0x1050, productId: 0x0407, product: null, manufacturer: null };
    const { written, replay } = await record(
      {
        hid: [{ ...named, path: path.toUpperCase(), usagePage: 0xf1d0, usage: 1, mark: null }],
        native: { fidoDevices: { result: 0, devices: [{ ...named, path }] } },
        texts: { x: 'at USB\\VID_1050&PID_0407\\0012345678 now' },
      },
      async (reach) => {
        await reach.native.ask('fidoDevices');
        await reach.hid.list(0xf1d0);
        await reach.securityKeys.ask(path);
        await reach.files.readText('x');
      },
    );
    expect(written.toLowerCase()).not.toMatch(/1a2b3c4d|0012345678/);
    const told = (await replay.native.ask('fidoDevices')) as { value: { devices: { path: string }[] } };
    const kept = '\\\\?\\hid#vid_1050&pid_0407&mi_01#instance-1#{4d1e55b2-f16f-11cf-88cb-001111000030}';
    expect(told.value.devices[0]?.path).toBe(kept);
    const listed = await replay.hid.list(0xf1d0);
    expect((listed.ok ? listed.value[0]?.path : '')?.toLowerCase()).toBe(kept);
    // The question was recorded, with the answer that there is no such key in this machine.
    expect(await replay.securityKeys.ask(kept)).toMatchObject({ ok: false, problem: 'not-captured' });
    expect(await replay.files.readText('x')).toMatchObject({
      value: 'at USB\\VID_1050&PID_0407\\instance-2 now',
    });
  });
});

describe('a phone book', () => {
  const dwords = (...numbers: number[]) => Buffer.from(Uint32Array.from(numbers).buffer).toString('hex');
  // Layout: src/platform/windows/eap-data.ts.
  const server = `${dwords(2, 44, 0x31, 1, 20)}${'ca'.repeat(24)}`;
  const inner = `${dwords(16, 13)}${'ca'.repeat(8)}`;
  const size = (server.length + inner.length) / 2 + 12;
  const peap = dwords(0x43424431, 25, size, 1, size, 1, 1) + server + inner;
  const text = [
    '[Contoso VPN of Erin]',
    'Type=2',
    'AuthRestrictions=128',
    'CustomAuthKey=25',
    `CustomAuthData=${peap.slice(0, 128)}`,
    `CustomAuthData=${peap.slice(128)}`,
    'VpnStrategy=canary',
    'ServerListServerName=canary.contoso.example',
    'PhoneNumber=canary.contoso.example',
    '[Second]',
    'Type=2',
    'CustomAuthData=CACACACA',
    '',
  ].join('\r\n');

  it('keeps what a probe looks at and nothing else', async () => {
    const place = 'C:\\Users\\erin\\AppData\\Roaming\\Microsoft\\Network\\Connections\\Pbk\\rasphone.pbk';
    const { written, replay } = await record({ texts: { [place]: text } }, (reach) =>
      reach.files.readText(place),
    );
    expect(written.toLowerCase()).not.toMatch(/canary|contoso|erin|caca/);
    const kept = await replay.files.readText(place.replace('erin', 'user'));
    const blank = peap
      .replaceAll('ca', '00')
      .replace(dwords(0x31, 1, 20), '0'.repeat(24))
      .toUpperCase();
    expect(kept).toEqual({
      ok: true,
      value: `[VPN 1]\r\nType=2\r\nAuthRestrictions=128\r\nCustomAuthKey=25\r\nCustomAuthData=${blank}\r\n[VPN 2]\r\nType=2\r\n`,
    });
  });
});

it.each([
  ['accounts', `${'S-1-5-21-'.repeat(100_000)}`],
  ['long accounts', `S-1-5-21${'-1'.repeat(500_000)}`],
  ['paths', '\\\\?\\hid#'.repeat(100_000)],
  ['devices', 'USB\\'.repeat(200_000)],
])('is not slowed down by megabytes of %s', async (_what, given) => {
  const startedAtMs = performance.now();
  const registry = { 'HKLM\\X': { a: given } };
  await record({ registry, texts: { x: given } }, async (reach) => {
    await reach.registry.readTree('HKLM', 'X', { values: '*' });
    await reach.files.readText('x', given.length);
  });
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
});

describe('answers to the questions of a catalogue', () => {
  it('are kept as they came, without what the key holds', async () => {
    const questions = [
      { id: 'a/b', cases: [{ id: 'saved', when: { Password: { present: true }, Kind: { is: ['7'] } } }] },
    ];
    const ask = (reach: ProbeReach) =>
      reach.registry.askSettings('HKLM', 'SOFTWARE\\Example\\*', '64', questions);
    const { written, replay } = await record(
      { registry: { 'HKLM\\SOFTWARE\\Example\\CANARY': { Password: 'CANARY', Kind: 7, Host: 'CANARY' } } },
      ask,
    );
    expect(written).not.toContain('CANARY');
    expect(await ask(replay)).toMatchObject({
      value: { answers: [{ id: 'a/b', cases: [{ case: 'saved', count: 1 }] }] },
    });
  });
});
