import { describe, expect, it } from 'vitest';
import { type FakeMachine, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { asRoot, macBluetooth } from '../../../test/doubles/mac-machines/device-parts.ts';
import {
  intelImac,
  macBookNoPrints,
  macBookPro,
  macMini,
  macMiniWithKeyboard,
  monterey,
  t2MacBook,
  virtualMac,
} from '../../../test/doubles/mac-machines/devices.ts';
import type { Exchange } from '../../contract/capture.ts';
import { darwinProbes } from '../../probes/for-darwin.ts';
import { replayReach } from '../replay/replay-reach.ts';
import { clearMacCommand } from './clear-mac-commands.ts';
import { recordingReach } from './recording-reach.ts';
import { exchangeRedactor } from './redact-exchange.ts';

const names = { users: ['erin'], hosts: ['erins-macbook'], homes: ['/Users/user'] };

/** Those that ask the tools that are cut here. */
const probes = darwinProbes.filter(({ signal }) =>
  [
    'os',
    'hardware',
    'biometric-sensor',
    'bluetooth',
    'secure-enclave',
    'mdm-enrolment',
    'device-protection',
  ].includes(signal),
);

async function record(machine: FakeMachine): Promise<{ exchanges: Exchange[]; found: unknown[] }> {
  const { reach, exchanges } = recordingReach(fakeReach(machine), exchangeRedactor(names));
  const found = [];
  for (const probe of probes) found.push(await probe.observe(reach, neverStops()));
  return { exchanges: exchanges(), found };
}

/** Everything on these machines that tells a person, a thing of theirs, a machine or a company. */
const CANARY =
  /erin|02:00:00|C02EXAMPLE|C00EXAMPLE|00000000-0000|mdm\.example|canary|22P0000|phone|Keyboard of/i;

const machines: Record<string, FakeMachine> = {
  macBookPro,
  macBookNoPrints,
  macMini,
  macMiniWithKeyboard,
  t2MacBook,
  intelImac,
  monterey,
  virtualMac,
  root: assemble(macBookPro, asRoot({ 501: 2 })),
  'without power': assemble(macBookPro, macBluetooth({ state: 'attrib_off' })),
};

describe.each(Object.keys(machines))('a recording of %s', (name) => {
  it('names nobody and nothing of theirs, and the replay observes the same', async () => {
    const { exchanges, found } = await record(machines[name] ?? {});
    expect(CANARY.exec(JSON.stringify(exchanges))).toBeNull();
    const replay = replayReach(exchanges);
    for (const [place, probe] of probes.entries()) {
      expect(await probe.observe(replay, neverStops()), probe.signal).toEqual(found[place]);
    }
  });
});

describe('clearMacCommand', () => {
  const BLUETOOTH = '/usr/sbin/system_profiler';
  it.each([
    ['/usr/sbin/ioreg', '+-o Root <class X>', '<plist'],
    ['/usr/sbin/ioreg', '', ''],
    [BLUETOOTH, 'Bluetooth:\n  Erin’s phone', ''],
    [BLUETOOTH, '["Erin"]', ''],
    [BLUETOOTH, '{"Erin":[1],"SPBluetoothDataType":"Erin"}', '{"SPBluetoothDataType":null}\n'],
    [
      BLUETOOTH,
      '{"SPBluetoothDataType":[{"Erin’s Mac":1,"local_device_title":{"general_name":"Erin"},"controller_properties":"Erin"},"Erin"]}',
      '{"SPBluetoothDataType":[{"other":null,"local_device_title":null,"controller_properties":null},null]}\n',
    ],
    [
      '/usr/bin/profiles',
      'Enrolled via DEP: No\nMDM enrollment: Yes https://mdm.example\nMDM server: https://mdm.example\nErin\n',
      'Enrolled via DEP: No\nMDM enrollment: Yes \n',
    ],
    [
      '/usr/bin/fdesetup',
      "FileVault is Off.\nDeferred enablement appears to be active for user 'erin'.\nEncryption in progress: Percent completed = 41\nErin\n",
      'FileVault is Off.\nDeferred enablement\nEncryption in progress: Percent completed = 41\n',
    ],
  ])('of %s %j', (file, given, kept) => expect(clearMacCommand(file, given)).toBe(kept));
  it('leaves other tools alone', () => {
    expect(clearMacCommand('/usr/bin/sw_vers', 'x')).toBeNull();
    expect(clearMacCommand('constructor', 'x')).toBeNull();
  });
  it.each([
    ['/usr/sbin/ioreg', `<plist version="1.0"><array>${'<dict/>'.repeat(200_000)}</array></plist>`],
    ['/usr/sbin/ioreg', `<plist${' '.repeat(1_000_000)}`],
    ['/usr/bin/profiles', '\t'.repeat(1_000_000)],
    ['/usr/bin/profiles', '\n'.repeat(1_000_000)],
    ['/usr/bin/fdesetup', 'FileVault is On'.repeat(70_000)],
    ['/usr/bin/fdesetup', ' '.repeat(1_000_000)],
  ])('is not slowed down by megabytes for %s', (file, text) => {
    const startedAtMs = performance.now();
    clearMacCommand(file, text);
    expect(performance.now() - startedAtMs).toBeLessThan(5000);
  });
});
