import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { usbDevice, usbTree } from '../../../test/doubles/linux-machines/usb-ports.ts';
import { butFor, readFidoOffByHid, readFidoOffBySysfs } from './fido-off.ts';

const known = (value: unknown) => ({ kind: 'known', value });
const off = (productId: number, product: string | null = null) => ({ vendorId: 0x1050, productId, product });

describe('by the USB devices of the kernel', () => {
  const look = (...parts: FakeMachine[]) =>
    readFidoOffBySysfs(fakeReach(assemble({ otherwise: 'not-found' }, ...parts)));
  const bus = usbTree({ usb1: '480' }, ['1-1', '1-2.4', '1-3']);

  it('finds keys that show everything but FIDO, and no others', async () => {
    const found = await look(
      bus,
      usbDevice('1-1', '1050', '0404'),
      usbDevice('1-2.4', '1050', '0407'),
      usbDevice('1-3', '046d', '0401'),
      { texts: { '/sys/bus/usb/devices/1-1/product': 'YubiKey\u0007CCID\n' } },
    );
    expect(found).toEqual(known([off(0x0404, 'YubiKey CCID')]));
  });
  it.each([0x0401, 0x0404, 0x0405])('%i is without FIDO', async (id) => {
    const one = usbDevice('1-1', '1050', id.toString(16).padStart(4, '0'));
    expect(await look(bus, one)).toEqual(known([off(id)]));
  });
  it.each([0x0010, 0x0402, 0x0403, 0x0406, 0x0407, 0x0410])('%i is not', async (id) => {
    const one = usbDevice('1-1', '1050', id.toString(16).padStart(4, '0'));
    expect(await look(bus, one)).toEqual(known([]));
  });
  it('a device unplugged while looking is none', async () => {
    expect(await look(bus)).toEqual(known([]));
  });
  it.each([
    ['no USB bus', {}, 'not-supported'],
    ['a bus that is closed', { folders: { '/sys/bus/usb/devices': fails('denied') } }, 'needs-elevation'],
    [
      'a device that is closed',
      assemble(bus, { texts: { '/sys/bus/usb/devices/1-1/idVendor': fails('denied') } }),
      'needs-elevation',
    ],
    ['an id that is none', assemble(bus, usbDevice('1-1', 'yubi', '0401')), 'unreadable'],
  ])('%s: could not tell', async (_what, machine, reason) => {
    expect(await look(machine as FakeMachine)).toMatchObject({ kind: 'unknown', reason });
  });
  it('what was found stands, though another device could not be read', async () => {
    const closed = { texts: { '/sys/bus/usb/devices/1-3/idVendor': fails('denied') } };
    expect(await look(bus, usbDevice('1-1', '1050', '0405'), closed)).toEqual(known([off(0x0405)]));
  });
});

describe('by the list of HID devices', () => {
  const keyboard = {
    path: 'a',
    vendorId: 0x1050,
    productId: 0x0401,
    usagePage: 1,
    usage: 6,
    manufacturer: 'Yubico',
    product: 'YubiKey OTP',
    mark: null,
  };
  const look = (machine: FakeMachine) => readFidoOffByHid(fakeReach(machine));

  it('finds the keyboard half of a key without FIDO', async () => {
    expect(await look({ hid: [keyboard] })).toEqual(known([off(0x0401, 'YubiKey OTP')]));
  });
  it.each([
    ['no such device', []],
    ['a keyboard of another maker', [{ ...keyboard, vendorId: 0x046d }]],
    ['a key with FIDO', [{ ...keyboard, productId: 0x0407 }]],
    ['a pointer with these ids', [{ ...keyboard, usage: 2 }]],
  ])('%s proves nothing', async (_what, hid) => {
    expect(await look({ hid })).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it('a list that fails or has another form is no list', async () => {
    expect(await look({ hid: fails('denied') })).toMatchObject({ reason: 'needs-elevation' });
    expect(await look({ hid: [{ ...keyboard, productId: -1 }] })).toMatchObject({ reason: 'unreadable' });
  });
});

it('a device whose ids also belong to a FIDO device that was seen is not called off', () => {
  const seen = { kind: 'known' as const, value: [off(0x0401), off(0x0404)] };
  expect(butFor(seen, [{ vendorId: 0x1050, productId: 0x0401 }])).toEqual(known([off(0x0404)]));
  const silent = { kind: 'unknown' as const, reason: 'busy' as const };
  expect(butFor(silent, [])).toEqual(silent);
});
