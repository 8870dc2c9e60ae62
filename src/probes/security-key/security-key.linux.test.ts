import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import {
  assemble,
  FIDO_DESCRIPTOR,
  KEYBOARD_DESCRIPTOR,
  yubiKey,
} from '../../../test/doubles/linux-machines/parts.ts';
import { parseHidFolderName, parseHidUevent } from './parse-hid-ids.ts';
import { declaresFido } from './parse-report-descriptor.ts';
import { securityKeyLinux } from './security-key.linux.ts';

describe('report descriptor', () => {
  it.each([
    ['a FIDO key', FIDO_DESCRIPTOR, true],
    ['a keyboard', KEYBOARD_DESCRIPTOR, false],
    ['a keyboard and FIDO in one', KEYBOARD_DESCRIPTOR + FIDO_DESCRIPTOR, true],
    ['the page written in four bytes', '07d0f100000901a101c0', true],
    ['the same bytes as data of another item', '2706d0f106c0', false],
    ['inside a long item', 'fe040006d0f100c0', false],
    ['nothing', '', 'unreadable'],
    ['an item cut short', '06d0', 'unreadable'],
    ['a long item cut short', 'fe0510aa', 'unreadable'],
    ['a long item without length', 'fe', 'unreadable'],
    ['no hex', 'xyz', 'unreadable'],
  ])('%s', (_name, hex, answer) => {
    expect(declaresFido(hex)).toBe(answer);
  });
});

describe('ids', () => {
  it('reads the folder name of a HID device', () => {
    expect(parseHidFolderName('/sys/devices/virtual/misc/uhid/0003:1050:0407.0001')).toEqual({
      vendorId: 0x1050,
      productId: 0x0407,
    });
    expect(parseHidFolderName('/sys/devices/0003:1050')).toBeNull();
  });
  it('reads uevent without the serial number', () => {
    const told = parseHidUevent(
      'HID_ID=0003:00001050:00000407\nHID_NAME=Yubico YubiKey\nHID_UNIQ=12345678\n',
    );
    expect(told).toEqual({ ids: { vendorId: 0x1050, productId: 0x0407 }, name: 'Yubico YubiKey' });
    expect(JSON.stringify(told)).not.toContain('12345678');
  });
  it.each(['', 'HID_ID=0003:FFFFFFFF:00000001', 'HID_ID=x'])('%j has no ids', (text) => {
    expect(parseHidUevent(text).ids).toBeNull();
  });
});

const observe = (...parts: FakeMachine[]) =>
  securityKeyLinux.observe(fakeReach(assemble({ otherwise: 'not-found' }, ...parts)), neverStops());
const nodes = (...names: string[]): FakeMachine => ({ folders: { '/sys/class/hidraw': names } });
const oneKey = (key: object) => ({ kind: 'known', facts: { keys: [key] } });
const device = '/sys/class/hidraw/hidraw3/device';

describe('security key', () => {
  it('counts a key once though it is seen two ways', async () => {
    const found = await observe(nodes('hidraw3'), yubiKey('hidraw3', true));
    expect(found).toMatchObject(oneKey({ id: 'hidraw3', vendorId: 0x1050, accessible: { value: true } }));
    expect(found.kind === 'known' && found.facts.keys).toHaveLength(1);
  });
  it('sees it by node-hid alone and by sysfs alone', async () => {
    const key = yubiKey('hidraw3', true);
    const hidOnly = { hid: key.hid ?? [], mayOpen: key.mayOpen ?? {} };
    expect(await observe({ folders: { '/sys/class': ['net'] } }, hidOnly)).toMatchObject(
      oneKey({ id: 'hidraw3' }),
    );
    const sysfsOnly = { hid: fails('unreadable') };
    expect(await observe(nodes('hidraw3'), key, sysfsOnly)).toMatchObject(
      oneKey({ manufacturer: 'Yubico', product: 'YubiKey OTP+FIDO+CCID' }),
    );
  });
  it('names a virtual key, which has no USB parent, by its uevent', async () => {
    const virtual: FakeMachine = {
      hid: fails('not-supported'),
      hex: { [`${device}/report_descriptor`]: FIDO_DESCRIPTOR },
      links: { [device]: '/sys/devices/virtual/misc/uhid/0003:1050:0402.0001' },
      texts: { [`${device}/uevent`]: 'HID_ID=0003:00001050:00000402\nHID_NAME=Test Key\n' },
    };
    expect(await observe(nodes('hidraw3'), virtual)).toMatchObject(
      oneKey({ productId: 0x0402, manufacturer: null, product: 'Test Key' }),
    );
  });
  it.each([
    [false, { kind: 'known', value: false }],
    [fails('denied'), { kind: 'known', value: false }],
    [fails('not-found'), { kind: 'unknown', reason: 'unreadable' }],
    [fails('timed-out'), { kind: 'unknown', reason: 'timed-out' }],
  ])('may open %j is %j', async (allowed, accessible) => {
    const found = await observe(nodes('hidraw3'), yubiKey('hidraw3', true), {
      mayOpen: { '/dev/hidraw3': allowed },
    });
    expect(found).toMatchObject(oneKey({ accessible }));
  });
  it('gives a key without a node an id and no claim about access', async () => {
    const [node] = Array.isArray(yubiKey('x', true).hid) ? (yubiKey('x', true).hid as object[]) : [];
    const found = await observe(nodes(), { hid: [{ ...node, path: '1-3:1.0' }] as never });
    expect(found).toMatchObject(
      oneKey({ id: 'hid-0', accessible: { kind: 'unknown', reason: 'not-supported' } }),
    );
  });
  it('knows none when every node was judged', async () => {
    const keyboard = {
      hex: { [`${device}/report_descriptor`]: KEYBOARD_DESCRIPTOR },
      hid: fails('unreadable'),
    };
    expect(await observe(nodes('hidraw3'), keyboard)).toMatchObject({ kind: 'known', facts: { keys: [] } });
    expect(await observe(nodes(), { hid: [] })).toMatchObject({ kind: 'known', facts: { keys: [] } });
  });
  it('a node unplugged while looking is no gap', async () => {
    expect(await observe(nodes('hidraw3'), { hid: fails('unreadable') })).toMatchObject({
      facts: { keys: [] },
    });
  });
  it.each([
    [
      'sysfs closed, node-hid empty',
      { hid: [], folders: { '/sys/class/hidraw': fails('denied') } },
      'needs-elevation',
    ],
    ['kernel without hidraw', { hid: [], folders: { '/sys/class': ['net'] } }, 'not-supported'],
    ['no sysfs at all', { hid: [] }, 'unreadable'],
    [
      'a node that cannot be judged',
      {
        ...nodes('hidraw3'),
        hid: fails('denied'),
        hex: { [`${device}/report_descriptor`]: fails('denied') },
      },
      'needs-elevation',
    ],
    [
      'a node that cannot be judged, node-hid empty',
      { ...nodes('hidraw3'), hid: [], hex: { [`${device}/report_descriptor`]: fails('denied') } },
      'needs-elevation',
    ],
    [
      'a descriptor that breaks off',
      { ...nodes('hidraw3'), hid: fails('denied'), hex: { [`${device}/report_descriptor`]: '06d0' } },
      'unreadable',
    ],
  ])('%s: could not tell', async (_name, machine, reason) => {
    expect(await observe(machine as FakeMachine)).toMatchObject({ kind: 'unknown', reason });
  });
});
