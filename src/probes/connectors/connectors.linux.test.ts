import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { hubPorts, type UsbPort, usbTree } from '../../../test/doubles/linux-machines/usb-ports.ts';
import type { Exchange } from '../../contract/capture.ts';
import { recordingReach } from '../../platform/record/recording-reach.ts';
import { replayReach } from '../../platform/replay/replay-reach.ts';
import { connectorsLinux } from './connectors.linux.ts';

const observe = (...parts: FakeMachine[]) =>
  connectorsLinux.observe(fakeReach(assemble({ otherwise: 'not-found' }, ...parts)), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });
const silent = { kind: 'unknown', reason: 'not-supported' };
const facts = (value: object) => ({ kind: 'known', facts: value });

const typec = (...names: string[]): FakeMachine => ({ folders: { '/sys/class/typec': names } });
const nfc = (...names: string[]): FakeMachine => ({ folders: { '/sys/class/nfc': names } });
const hot = (more: Partial<UsbPort> = {}): UsbPort => ({ type: 'hotplug', ...more });
const inside: UsbPort = { type: 'hardwired' };
const unused: UsbPort = { type: 'not used' };

/** A laptop with two USB-C and two USB-A sockets; its USB 3 halves are on a controller's other root hub. */
const laptopPorts = hubPorts('usb3', [
  hot({ location: '0x80000301' }),
  hot({ connector: 'port0', location: '0x80000302' }),
  hot({ location: '0x80000303' }),
  hot({ connector: 'port1', location: '0x80000304' }),
  inside,
  unused,
]);
const laptop = assemble(
  typec('port0', 'port0-partner', 'port1'),
  usbTree({ usb3: '480', usb4: '10000' }, ['3-5']),
  { texts: { '/sys/bus/usb/devices/3-5/bDeviceClass': 'ef\n' } },
  laptopPorts,
);

describe('USB sockets', () => {
  it('are told apart where firmware describes every port', async () => {
    expect(await observe(laptop)).toMatchObject(facts({ usbC: known(2), usbA: known(2), nfcReader: silent }));
  });

  it('a machine with USB-C only has no USB-A', async () => {
    const machine = assemble(
      typec('port0'),
      usbTree({ usb1: '480', usb2: '20000' }),
      hubPorts('usb1', [hot({ connector: 'port0' }), inside, unused]),
    );
    expect(await observe(machine)).toMatchObject(facts({ usbC: known(1), usbA: known(0) }));
  });

  it('counts behind a hub that is soldered in, not behind one that is plugged in', async () => {
    const machine = assemble(
      typec('port0'),
      usbTree({ usb1: '480' }, ['1-1', '1-2', '1-2.1']),
      hubPorts('usb1', [hot(), inside, hot({ connector: 'port0' })]),
      hubPorts('1-1', [{ type: 'unknown' }, { type: 'unknown' }]),
      hubPorts('1-2', [inside, hot(), hot()]),
      {
        texts: {
          '/sys/bus/usb/devices/1-2/bDeviceClass': '09\n',
          '/sys/bus/usb/devices/1-2.1/bDeviceClass': 'e0\n',
        },
      },
    );
    expect(await observe(machine)).toMatchObject(facts({ usbC: known(1), usbA: known(3) }));
  });

  const linked = [hot({ connector: 'port0' }), hot({ connector: 'port1' })];
  const place = { location: '0x80000301' };
  it.each<[string, FakeMachine, RegExp]>([
    ['a virtual machine', hubPorts('usb3', [...linked, { type: 'unknown' }]), /does not describe every/],
    ['two sockets in one place', hubPorts('usb3', [...linked, hot(place), hot(place)]), /in one place/],
    ['a USB-C port linked to no socket', hubPorts('usb3', [linked[0] ?? hot(), hot()]), /only 1 of 2/],
    [
      'a connector of another kind',
      hubPorts('usb3', [...linked, hot({ connector: 'x' })]),
      /unknown connector/,
    ],
    ['a hub without ports', { folders: { '/sys/bus/usb/devices/3-0:1.0': ['uevent'] } }, /no ports/],
    ['a controller of USB 1', { texts: { '/sys/bus/usb/devices/usb3/speed': '12\n' } }, /may share/],
    ['a speed that is no number', { texts: { '/sys/bus/usb/devices/usb3/speed': '\n' } }, /may share/],
    ['no USB bus', { folders: { '/sys/bus/usb/devices': fails('not-found') } }, /no USB bus/],
    ['no controller', { folders: { '/sys/bus/usb/devices': ['1-1'] } }, /no USB controller/],
  ])('%s: USB-A could not be told', async (_what, odd, detail) => {
    const machine = assemble(typec('port0', 'port1'), usbTree({ usb3: '480' }), odd);
    expect(await observe(machine)).toMatchObject(
      facts({ usbC: known(2), usbA: { kind: 'unknown', detail: expect.stringMatching(detail) } }),
    );
  });

  it('a place that firmware left empty is no contradiction', async () => {
    const empty = { location: '0x80000000' };
    const ports = hubPorts('usb3', [...linked, hot(empty), hot(empty)]);
    const machine = assemble(typec('port0', 'port1'), usbTree({ usb3: '480' }), ports);
    expect(await observe(machine)).toMatchObject(facts({ usbA: known(2) }));
  });

  it.each([
    ['a kernel without the class', {}],
    ['a class without a port', typec()],
    ['only what is plugged in', typec('port0-partner', 'port0-cable')],
  ])('%s is not a machine without USB-C', async (_what, without) => {
    const machine = assemble(
      usbTree({ usb3: '480' }),
      hubPorts('usb3', [hot(), hot()]),
      nfc('nfc0'),
      without,
    );
    expect(await observe(machine)).toMatchObject(facts({ usbC: silent, usbA: silent }));
  });
});

describe('NFC', () => {
  it('a reader with a kernel driver is one; none is not none', async () => {
    expect(await observe(nfc('nfc0'))).toMatchObject(facts({ nfcReader: known(true), usbC: silent }));
    expect(await observe(nfc(), laptop)).toMatchObject(facts({ nfcReader: silent }));
  });
});

it('nothing seen is one answer: could not tell, and why', async () => {
  expect(await observe({})).toMatchObject(silent);
  expect(await observe({ folders: { '/sys/class/nfc': fails('denied') } })).toMatchObject({
    kind: 'unknown',
    reason: 'needs-elevation',
  });
});

it('one refused answer never becomes another number', async () => {
  const recording = recordingReach(fakeReach(assemble({ otherwise: 'not-found' }, laptop)), (one) => one);
  await connectorsLinux.observe(recording.reach, neverStops());
  const exchanges = recording.exchanges();
  expect(exchanges.length).toBeGreaterThan(15);
  for (const place of exchanges.keys()) {
    const refused = exchanges.map(
      (exchange, at): Exchange =>
        at === place ? { ...exchange, outcome: { ok: false, problem: 'denied' } } : exchange,
    );
    const found = await connectorsLinux.observe(replayReach(refused), neverStops());
    if (found.kind !== 'known') continue;
    expect([known(2), expect.objectContaining({ kind: 'unknown' })]).toContainEqual(found.facts.usbC);
    expect([known(2), expect.objectContaining({ kind: 'unknown' })]).toContainEqual(found.facts.usbA);
  }
});
