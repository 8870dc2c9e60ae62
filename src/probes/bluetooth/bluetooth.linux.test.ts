import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble, radioSwitch } from '../../../test/doubles/linux-machines/parts.ts';
import { bluetoothLinux } from './bluetooth.linux.ts';

const running = { system: { owned: ['org.bluez'], startable: [] } };
const stopped = { system: { owned: [], startable: ['org.bluez'] } };
const kernel = (...radios: string[]): FakeMachine => ({
  otherwise: 'not-found',
  folders: { '/sys/class': ['bluetooth', 'rfkill'], '/sys/class/bluetooth': radios, '/sys/class/rfkill': [] },
});
const switches = (...states: [string, 0 | 1, 0 | 1][]): FakeMachine => ({
  folders: { '/sys/class/rfkill': states.map((_state, at) => `rfkill${at}`) },
  texts: Object.assign(
    {},
    ...states.map(([name, soft, hard], at) => radioSwitch(`rfkill${at}`, name, soft, hard)),
  ),
});
const adapter = (properties: Record<string, unknown>): FakeMachine => ({
  dbusNames: running,
  dbusObjects: { 'org.bluez.Adapter1': { '/org/bluez/hci0': properties }, 'org.bluez.GattManager1': {} },
});
const observe = (...parts: FakeMachine[]) =>
  bluetoothLinux.observe(fakeReach(assemble(...parts)), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });

describe('bluetooth through BlueZ', () => {
  it.each([
    ['on', { Powered: true, Roles: ['central', 'peripheral'] }, known(true), known(true)],
    ['off', { Powered: false, Roles: ['central'] }, known(false), known(true)],
    ['both roles in one word', { Powered: true, Roles: ['central-peripheral'] }, known(true), known(true)],
    ['peripheral only', { Powered: true, Roles: ['peripheral'] }, known(true), known(false)],
    ['no Low Energy', { Powered: true }, known(true), known(false)],
    ['state only', { PowerState: 'off-blocked', Roles: [] }, known(false), known(false)],
    ['changing', { PowerState: 'off-enabling', Roles: ['central'] }, { reason: 'unreadable' }, known(true)],
  ])('%s', async (_name, properties, powered, lowEnergyCentral) => {
    expect(await observe(kernel('hci0'), adapter(properties))).toMatchObject({
      facts: { adapters: [{ id: 'hci0', powered, lowEnergyCentral }], policy: { kind: 'not-applicable' } },
    });
  });
  it('an older BlueZ with Low Energy does not tell the role', async () => {
    const gatt = { dbusObjects: { 'org.bluez.GattManager1': { '/org/bluez/hci0': {} } } };
    expect(await observe(kernel('hci0'), adapter({ Powered: true }), gatt)).toMatchObject({
      facts: { adapters: [{ lowEnergyCentral: { kind: 'unknown', reason: 'not-supported' } }] },
    });
    const closed = { dbusObjects: { 'org.bluez.GattManager1': fails('denied') } };
    expect(await observe(kernel('hci0'), adapter({ Powered: true }), closed)).toMatchObject({
      facts: { adapters: [{ lowEnergyCentral: { kind: 'unknown', reason: 'needs-elevation' } }] },
    });
  });
  it('asks for nothing but adapters', async () => {
    const calls: string[] = [];
    await observe(kernel('hci0'), adapter({ Powered: true }), { onCall: (call) => calls.push(call) });
    expect(calls.filter((call) => call.startsWith('objects'))).toEqual([
      'objects system org.bluez org.bluez.Adapter1',
      'objects system org.bluez org.bluez.GattManager1',
    ]);
  });
  it.each([
    ['an address for a path', { '/org/bluez/hci0/dev_AA': { Powered: true } }],
    ['a word for a yes', { '/org/bluez/hci0': { Powered: 'yes' } }],
    ['a word for roles', { '/org/bluez/hci0': { Powered: true, Roles: 'central' } }],
  ])('%s is not an answer, but the radio stays', async (_name, objects) => {
    const odd = { dbusNames: running, dbusObjects: { 'org.bluez.Adapter1': objects } };
    expect(await observe(kernel('hci0'), odd)).toMatchObject({
      facts: { adapters: [{ id: 'hci0', powered: { kind: 'unknown', reason: 'unreadable' } }] },
    });
  });
});

describe('bluetooth without BlueZ', () => {
  it('is never started', async () => {
    const calls: string[] = [];
    const found = await observe(kernel('hci0'), { dbusNames: stopped, onCall: (call) => calls.push(call) });
    expect(found).toMatchObject({ facts: { adapters: [{ powered: { reason: 'service-missing' } }] } });
    expect(calls.some((call) => call.startsWith('objects'))).toBe(false);
  });
  it('knows a radio that its switch holds off to be off', async () => {
    const found = await observe(kernel('hci0'), switches(['hci0', 1, 0]), { dbusNames: stopped });
    expect(found).toMatchObject({ facts: { adapters: [{ powered: known(false) }], blocked: known('soft') } });
  });
  it('sees a radio that its platform switch took off the bus', async () => {
    const found = await observe(kernel(), switches(['tpacpi_bluetooth_sw', 1, 0]), { dbusNames: stopped });
    expect(found).toMatchObject({
      facts: { adapters: [{ id: 'tpacpi_bluetooth_sw', powered: known(false) }] },
    });
  });
  it('knows none when the kernel shows its classes and no radio', async () => {
    const none = { kind: 'known', facts: { adapters: [], blocked: known('none') } };
    expect(await observe(kernel('hci0:256'), { dbusNames: stopped })).toMatchObject(none);
    const noClass = { otherwise: 'not-found' as const, folders: { '/sys/class': ['net'] } };
    expect(await observe(noClass, { dbusNames: { system: fails('service-missing') } })).toMatchObject(none);
  });
  it('cannot say none from an empty BlueZ alone', async () => {
    const empty = { dbusNames: running, dbusObjects: { 'org.bluez.Adapter1': {} } };
    const closed = { folders: { '/sys/class/bluetooth': fails('denied') } };
    expect(await observe(kernel(), empty, closed)).toMatchObject({ reason: 'needs-elevation' });
    expect(await observe({ otherwise: 'denied' }, empty)).toMatchObject({ kind: 'unknown' });
    expect(await observe({ otherwise: 'not-found' }, empty)).toMatchObject({ kind: 'unknown' });
  });
});

describe('switches', () => {
  it.each([
    [
      [
        ['tpacpi_bluetooth_sw', 0, 0],
        ['hci0', 0, 0],
      ],
      'none',
    ],
    [
      [
        ['tpacpi_bluetooth_sw', 0, 0],
        ['hci0', 1, 0],
      ],
      'soft',
    ],
    [
      [
        ['tpacpi_bluetooth_sw', 0, 1],
        ['hci0', 1, 0],
      ],
      'hard',
    ],
  ] as [[string, 0 | 1, 0 | 1][], string][])('%j is %s', async (states, blocked) => {
    const found = await observe(kernel('hci0'), switches(...states), adapter({ Powered: true, Roles: [] }));
    expect(found).toMatchObject({ facts: { blocked: known(blocked) } });
  });
  it('a built-in radio switched off does not take a free dongle away', async () => {
    const two = (dongle: object) => ({
      dbusNames: running,
      dbusObjects: {
        'org.bluez.Adapter1': {
          '/org/bluez/hci0': { Powered: false, Roles: ['central'] },
          '/org/bluez/hci1': { Powered: true, ...dongle },
        },
        'org.bluez.GattManager1': {},
      },
    });
    const machine = assemble(kernel('hci0', 'hci1'), switches(['hci0', 0, 1], ['hci1', 0, 0]));
    expect(await observe(machine, two({ Roles: ['central'] }))).toMatchObject({
      facts: { blocked: known('none') },
    });
    expect(await observe(machine, two({ Roles: [] }))).toMatchObject({ facts: { blocked: known('hard') } });
  });
  it.each([
    ['closed', fails('denied'), 'needs-elevation'],
    ['neither 0 nor 1', '2\n', 'unreadable'],
    ['empty', '', 'unreadable'],
  ])('a switch that is %s is not "none"', async (_name, soft, reason) => {
    const broken = { texts: { '/sys/class/rfkill/rfkill0/soft': soft } };
    const found = await observe(kernel('hci0'), switches(['hci0', 0, 0]), broken, adapter({ Powered: true }));
    expect(found).toMatchObject({ facts: { blocked: { kind: 'unknown', reason } } });
  });
  it('leaves out radios of another kind and a switch unplugged meanwhile', async () => {
    const machine = assemble(kernel('hci0'), switches(['hci0', 1, 1], ['hci1', 1, 1]));
    const others = {
      texts: {
        '/sys/class/rfkill/rfkill0/type': 'wlan\n',
        '/sys/class/rfkill/rfkill1/hard': fails('not-found'),
      },
    };
    expect(await observe(machine, others, adapter({ Powered: true }))).toMatchObject({
      facts: { blocked: known('none') },
    });
  });
});
