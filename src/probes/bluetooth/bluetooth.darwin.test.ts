import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { macBluetooth, managed } from '../../../test/doubles/mac-machines/device-parts.ts';
import { macBookPro, monterey, virtualMac } from '../../../test/doubles/mac-machines/devices.ts';
import { bluetoothDarwin } from './bluetooth.darwin.ts';

const PROFILER = '/usr/sbin/system_profiler -json SPBluetoothDataType';
const observe = (...parts: FakeMachine[]) =>
  bluetoothDarwin.observe(fakeReach(assemble(...parts)), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });
const untold = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const printed = (report: unknown): FakeMachine => ({
  commands: {
    [PROFILER]: {
      exitCode: 0,
      stdout: typeof report === 'string' ? report : JSON.stringify(report),
      stderr: '',
    },
  },
});

describe('Bluetooth on macOS', () => {
  it('is on, with Low Energy, and nobody’s things are told', async () => {
    const found = await observe(macBookPro);
    expect(found).toEqual({
      kind: 'known',
      facts: {
        adapters: [{ id: 'radio-0', powered: known(true), lowEnergyCentral: known(true) }],
        blocked: known('none'),
        policy: known({ allowed: true, allowedServices: null }),
      },
      source: 'system_profiler',
    });
    expect(JSON.stringify(found)).not.toMatch(/Erin|02:00/);
  });
  it('is off', async () => {
    expect(await observe(macBookPro, macBluetooth({ state: 'attrib_off' }))).toMatchObject({
      facts: { adapters: [{ powered: known(false) }] },
    });
  });
  it('does not take a radio on USB, which may be a dongle, for one with Low Energy', async () => {
    expect(await observe(monterey)).toMatchObject({
      facts: { adapters: [{ powered: known(true), lowEnergyCentral: untold('not-supported') }] },
    });
  });
  it.each([[[]], [[{}]], [[{ _name: 'bluetooth' }]], [[{ device_connected: [] }]]])(
    'has no radio: %j',
    async (parts) => {
      expect(await observe(macBookPro, printed({ SPBluetoothDataType: parts }))).toMatchObject({
        kind: 'known',
        facts: { adapters: [] },
      });
      expect(await observe(virtualMac)).toMatchObject({ facts: { adapters: [] } });
    },
  );
  it.each([{}, { controller_state: 'attrib_new' }, { controller_state: '' }])(
    'power is not told by %j',
    async (part) => {
      const report = { SPBluetoothDataType: [{ controller_properties: part }] };
      expect(await observe(macBookPro, printed(report))).toMatchObject({
        facts: { adapters: [{ powered: untold('unreadable') }] },
      });
    },
  );
  it.each([
    [
      'the layout before macOS 12',
      { SPBluetoothDataType: [{ local_device_title: { general_power: 'attrib_On' } }] },
    ],
    ['an answer without the type', {}],
    ['a radio of another form', { SPBluetoothDataType: [{ controller_properties: 'on' }] }],
    [
      'a state that is no word',
      { SPBluetoothDataType: [{ controller_properties: { controller_state: 1 } }] },
    ],
    ['text', 'Bluetooth:\n'],
    ['nothing', ''],
    ['a deep list', '['.repeat(200_000)],
  ])('is not missing because of %s', async (_what, report) => {
    expect(await observe(macBookPro, printed(report))).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
  });
  it.each([
    [fails('timed-out'), 'timed-out'],
    [{ exitCode: 1, stdout: '{"SPBluetoothDataType":[]}', stderr: '' }, 'refused'],
  ])('is not missing because of %j', async (answer, reason) => {
    expect(await observe(macBookPro, { commands: { [PROFILER]: answer } })).toMatchObject({
      kind: 'unknown',
      reason,
    });
  });
});

describe('company setting on Bluetooth', () => {
  const withSetting = (value: unknown) => managed({ 'com.apple.MCXBluetooth': { DisableBluetooth: value } });
  it.each([
    [withSetting(true), known({ allowed: false, allowedServices: null })],
    [withSetting(1), known({ allowed: false, allowedServices: null })],
    [withSetting(false), known({ allowed: true, allowedServices: null })],
    [withSetting('true'), untold('unreadable')],
    [withSetting([true]), untold('unreadable')],
    [
      { documents: { '/Library/Managed Preferences/com.apple.MCXBluetooth.plist': fails('denied') } },
      untold('needs-elevation'),
    ],
    [
      { documents: { '/Library/Managed Preferences/com.apple.MCXBluetooth.plist': fails('malformed') } },
      untold('malformed'),
    ],
  ])('(%#)', async (part, policy) => {
    expect(await observe(macBookPro, part)).toMatchObject({ facts: { policy } });
  });
});
