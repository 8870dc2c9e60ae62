import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble, FIDO_DESCRIPTOR, yubiKey } from '../../../test/doubles/linux-machines/parts.ts';
import { answersOf } from '../../../test/doubles/security-keys/answers-of.ts';
import { nitrokey3 } from '../../../test/lab/security-keys/models/other-makers.ts';
import { yubikey543 } from '../../../test/lab/security-keys/models/yubico.ts';
import type { HidNode } from '../../platform/reach.ts';
import type { Probe } from '../probe.ts';
import { securityKeyDarwin } from './security-key.darwin.ts';
import { securityKeyLinux } from './security-key.linux.ts';
import { securityKeyWin32 } from './security-key.win32.ts';

afterEach(() => vi.useRealTimers());

const known = (value: unknown) => expect.objectContaining({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const anyDepth = expect.objectContaining({ kind: 'known' });

async function keysBy(probe: Probe<'security-key'>, machine: FakeMachine) {
  const found = await probe.observe(fakeReach(machine), neverStops());
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts.keys;
}

describe('on Linux', () => {
  /** A second key on the same machine. */
  const nitrokey = (node: string): FakeMachine => ({
    hex: { [`/sys/class/hidraw/${node}/device/report_descriptor`]: FIDO_DESCRIPTOR },
    texts: {
      [`/sys/class/hidraw/${node}/device/uevent`]: 'HID_ID=0003:000020A0:000042B2\nHID_NAME=Nitrokey 3\n',
    },
    mayOpen: { [`/dev/${node}`]: true },
    keys: { [`/dev/${node}`]: answersOf(nitrokey3) },
  });
  const machine = (nodes: string[], ...parts: FakeMachine[]) =>
    assemble({ otherwise: 'not-found', folders: { '/sys/class/hidraw': nodes } }, ...parts);
  const two = (odd: NonNullable<FakeMachine['keys']>[string]) =>
    machine(['hidraw3', 'hidraw5'], yubiKey('hidraw3', true), nitrokey('hidraw5'), {
      keys: { '/dev/hidraw3': odd },
    });

  it('asks each key and tells them apart', async () => {
    const keys = await keysBy(securityKeyLinux, two(answersOf(yubikey543)));
    const aaguids = keys.map(({ depth }) =>
      depth?.kind === 'known' && depth.value.info.kind === 'known' ? depth.value.info.value.aaguid : null,
    );
    expect(aaguids).toEqual([yubikey543.getInfo?.aaguid, nitrokey3.getInfo?.aaguid]);
  });

  it.each([
    ['busy', fails('busy'), true, 'busy'],
    ['unplugged', fails('gone'), true, 'unplugged'],
    ['out of time', fails('timed-out'), true, 'timed-out'],
    ['talking nonsense', fails('malformed'), true, 'malformed'],
    ['refusing', fails('refused'), true, 'refused'],
    ['closed by a security module', fails('denied'), false, 'no-device-access'],
    ['without a library', fails('not-supported'), true, 'not-supported'],
  ])('one key is %s: the other is reported whole', async (_what, odd, accessible, reason) => {
    const [bad, good] = await keysBy(securityKeyLinux, two(odd));
    expect(bad).toMatchObject({ id: 'hidraw3', accessible: known(accessible), depth: unknown(reason) });
    expect(good).toMatchObject({ id: 'hidraw5', accessible: known(true), depth: anyDepth });
  });

  it('a key that never answers at all costs only itself, within the limit of the signal', async () => {
    vi.useFakeTimers();
    const three = assemble(two('silent'), nitrokey('hidraw7'), {
      folders: { '/sys/class/hidraw': ['hidraw3', 'hidraw5', 'hidraw7'] },
    });
    const asking = keysBy(securityKeyLinux, three);
    await vi.advanceTimersByTimeAsync(3500);
    const keys = await asking;
    expect(keys.map(({ depth }) => depth?.kind)).toEqual(['unknown', 'known', 'known']);
    expect(keys[0]?.depth).toEqual(unknown('timed-out'));
  });

  it('asks all side by side', async () => {
    const asked: string[] = [];
    vi.useFakeTimers();
    const both = assemble(two('silent'), { keys: { '/dev/hidraw5': 'silent' as const } });
    const asking = keysBy(securityKeyLinux, { ...both, onCall: (call) => asked.push(call) });
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(expect.arrayContaining(['ask key /dev/hidraw3', 'ask key /dev/hidraw5']));
    await vi.advanceTimersByTimeAsync(3500);
    await asking;
  });

  it.each([
    [false, 'no-device-access'],
    [fails('denied'), 'no-device-access'],
    [fails('timed-out'), 'timed-out'],
    [fails('not-found'), 'unreadable'],
  ])('a key for which opening is %j is not opened', async (mayOpen, reason) => {
    const asked: string[] = [];
    const closed = machine(['hidraw3'], yubiKey('hidraw3', true), { mayOpen: { '/dev/hidraw3': mayOpen } });
    const [key] = await keysBy(securityKeyLinux, { ...closed, onCall: (call) => asked.push(call) });
    expect(key?.depth).toEqual(unknown(reason));
    expect(asked.filter((call) => call.startsWith('ask key'))).toEqual([]);
  });

  it('takes the mark from the HID library, and has none for a key that only sysfs shows', async () => {
    const [node] = yubiKey('hidraw3', true).hid as HidNode[];
    const marked = { hid: [{ ...(node as HidNode), mark: '0123456789abcdef0123456789abcdef' }] };
    const keys = await keysBy(
      securityKeyLinux,
      machine(['hidraw3', 'hidraw5'], yubiKey('hidraw3', true), nitrokey('hidraw5'), marked),
    );
    expect(keys.map(({ mark }) => mark)).toEqual(['0123456789abcdef0123456789abcdef', null]);
  });
});

describe.each([
  ['Windows', securityKeyWin32, 'needs-elevation'],
  ['macOS', securityKeyDarwin, 'no-device-access'],
] as const)('on %s', (_system, probe, denied) => {
  const node = (path: string): HidNode => ({
    path,
    vendorId: 0x1050,
    productId: 0x0407,
    usagePage: 0xf1d0,
    usage: 1,
    manufacturer: 'Yubico',
    product: 'YubiKey OTP+FIDO+CCID',
    mark: null,
  });
  const two = (odd: NonNullable<FakeMachine['keys']>[string]): FakeMachine => ({
    hid: [node('a'), node('b')],
    keys: { a: odd, b: answersOf(yubikey543) },
  });

  it.each([
    ['denied', known(false), denied],
    ['busy', unknown('busy'), 'busy'],
    ['gone', unknown('unplugged'), 'unplugged'],
    ['timed-out', unknown('timed-out'), 'timed-out'],
    ['malformed', known(true), 'malformed'],
    ['refused', known(true), 'refused'],
    ['not-supported', unknown('not-supported'), 'not-supported'],
  ] as const)(
    'access and reason of a key that is %s come from asking it',
    async (problem, accessible, reason) => {
      const keys = await keysBy(probe, two(fails(problem)));
      expect(keys).toMatchObject([
        { id: 'hid-0', accessible, depth: unknown(reason) },
        { id: 'hid-1', accessible: known(true), depth: anyDepth },
      ]);
    },
  );

  it('one node listed twice is one key', async () => {
    const machine = { hid: [node('a'), node('a')], keys: { a: answersOf(yubikey543) } };
    expect(await keysBy(probe, machine)).toHaveLength(1);
  });

  it('a list that fails is no list, and none seen on Windows without administrator rights is not none', async () => {
    const failed = await probe.observe(fakeReach({ hid: fails('not-supported') }), neverStops());
    expect(failed).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
    expect(await keysBy(probe, { hid: [], about: { elevated: true } })).toEqual([]);
    const none = await probe.observe(fakeReach({ hid: [], about: {} }), neverStops());
    if (probe === securityKeyWin32)
      expect(none).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
    else expect(none).toMatchObject({ kind: 'known', facts: { keys: [] } });
  });

  it('stops between steps', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await probe.observe(fakeReach(two(fails('busy'))), stop.signal)).toMatchObject({
      reason: 'cancelled',
    });
  });
});
