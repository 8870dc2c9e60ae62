import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { answersOf } from '../../../test/doubles/security-keys/answers-of.ts';
import { yubikey543 } from '../../../test/lab/security-keys/models/yubico.ts';
import type { HidNode } from '../../platform/reach.ts';
import { securityKeyWin32 } from './security-key.win32.ts';

// A path as SetupDi spells it, and as hidapi gives it for the same device. Instance parts are made up.
const path = '\\\\?\\hid#vid_1050&pid_0407&mi_01#7&1a2b3c4d&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}';
const upperPath = path.toUpperCase();
const names = {
  vendorId: 0x1050,
  productId: 0x0407,
  manufacturer: 'Yubico',
  product: 'YubiKey OTP+FIDO+CCID',
};
const present = (...devices: object[]) => ({
  fidoDevices: { result: 0, devices: devices.map((device) => ({ path, ...names, ...device })) },
});
const node = (more: Partial<HidNode> = {}): HidNode => ({
  path: upperPath,
  ...names,
  usagePage: 0xf1d0,
  usage: 1,
  mark: null,
  ...more,
});

// Event 2104; fields and order: https://github.com/repnz/etw-providers-docs (Microsoft-Windows-WebAuthN),
// https://github.com/MichaelGrafnetter/webauthn-interop. The AAGUID is the YubiKey 5 series' own.
const LOG = [
  'events',
  'Microsoft-Windows-WebAuthN/Operational',
  "*[System[Provider[@Name='Microsoft-Windows-WebAuthN'] and (EventID=2104)]]",
  '500',
  'Event/System/TimeCreated/@SystemTime',
  'Event/EventData/Data[@Name="AAGuid"]',
  'Event/EventData/Data[@Name="DevicePath"]',
  'Event/EventData/Data[@Name="U2fProtocol"]',
].join(' ');
const yubikey5 = '2fc0579f-8113-47ea-b116-bb5a8db9202a';
const NO_MODEL = '{00000000-0000-0000-0000-000000000000}';
const used = (aaguid: string | null, devicePath: string | null = path, u2f = 'false') => [
  '2026-11-20T07:03:18.4410371Z',
  aaguid,
  devicePath,
  u2f,
];
const log = (...rows: (string | null)[][]) => ({ [LOG]: { result: 0, rows } });

const observe = (machine: FakeMachine) => securityKeyWin32.observe(fakeReach(machine), neverStops());
async function keysOf(machine: FakeMachine) {
  const found = await observe(machine);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts.keys;
}
const ordinary = { hid: [], about: { elevated: false } };
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('an ordinary account', () => {
  it('learns of a key that only Windows lists, and that it may not open it', async () => {
    const calls: string[] = [];
    const machine = { ...ordinary, native: present({}), onCall: (call: string) => calls.push(call) };
    expect(await keysOf(machine)).toMatchObject([
      {
        id: 'hid-0',
        ...names,
        accessible: { kind: 'known', value: false },
        depth: unknown('needs-elevation'),
        mark: null,
      },
    ]);
    expect(calls.filter((call) => call.startsWith('ask key'))).toEqual([]);
  });
  it('is told "no key" where Windows lists none', async () => {
    expect(await observe({ ...ordinary, native: present() })).toMatchObject({
      kind: 'known',
      facts: { keys: [] },
      source: 'node-hid, SetupDi',
    });
    expect(await keysOf({ hid: fails('not-supported'), native: present() })).toEqual([]);
  });
  it.each([
    ['another form', { fidoDevices: { result: 0, devices: [{}] } }],
    ['a failed call', { fidoDevices: { result: 13 } }],
    ['no addon', {}],
  ])('is not told "none" after %s', async (_what, native) => {
    expect(await observe({ ...ordinary, native })).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
  });
});

describe('both lists', () => {
  it('name one key once, by its path in any case or by its USB ids', async () => {
    const keys = { [upperPath]: answersOf(yubikey543), other: answersOf(yubikey543) };
    for (const hid of [[node()], [node({ path: 'other' })]]) {
      const found = await keysOf({ hid, keys, native: present({}), about: { elevated: true } });
      expect(found).toMatchObject([{ id: 'hid-0', accessible: { value: true }, depth: { kind: 'known' } }]);
      expect(found[0]).not.toHaveProperty('loggedModel');
    }
  });
  it('two keys of one model stay two; the one that the HID library misses is asked when elevated', async () => {
    const second = path.replace('1a2b3c4d', '99999999');
    const machine: FakeMachine = {
      hid: [node()],
      keys: { [upperPath]: answersOf(yubikey543), [second]: fails('busy') },
      native: { ...present({ path: second }, {}), ...log() },
    };
    expect(await keysOf({ ...machine, about: { elevated: true } })).toMatchObject([
      { id: 'hid-0', depth: { kind: 'known' } },
      { id: 'hid-1', depth: unknown('busy') },
    ]);
    expect(await keysOf({ ...machine, about: { elevated: false } })).toMatchObject([
      { id: 'hid-0', accessible: { value: true } },
      { id: 'hid-1', accessible: { value: false } },
    ]);
    expect(await keysOf({ ...machine, about: fails('unreadable') })).toMatchObject([
      { id: 'hid-0' },
      { id: 'hid-1', accessible: unknown('needs-elevation') },
    ]);
  });
});

describe('the model by the system’s log', () => {
  const model = async (native: FakeMachine['native']) =>
    (await keysOf({ ...ordinary, native: { ...present({}), ...native } }))[0]?.loggedModel;

  it('is that of earlier uses of a key with these USB ids, whichever port it was in', async () => {
    const elsewhere = path.replace('7&1a2b3c4d', '9&77777777').toUpperCase();
    const hello = used(NO_MODEL, '');
    const rows = [hello, used(`{${yubikey5}}`, elsewhere), used(`{${yubikey5.toUpperCase()}}`)];
    expect(await model(log(...rows))).toEqual({ kind: 'known', value: yubikey5 });
  });
  it.each([
    ['none was used', log()],
    ['only Windows Hello was used', log(used(NO_MODEL, ''), used(`{${yubikey5}}`, null))],
    ['it was used by U2F', log(used(NO_MODEL, path, 'true'))],
    ['another key was used', log(used(`{${yubikey5}}`, path.replace('0407', '0406')))],
    [
      'several models have these ids',
      log(used(`{${yubikey5}}`), used('{ee882879-721c-4913-9775-3dfcce97072a}')),
    ],
    ['values are no values', log(used('model', 'path'), [], used(null, null), used(yubikey5, `x${path}`))],
  ])('is not known where %s', async (_what, native) => {
    expect(await model(native)).toEqual(unknown('unreadable'));
  });
  it.each([
    ['may not be read', { [LOG]: { result: 5 } }, 'needs-elevation'],
    ['is missing', { [LOG]: { missing: 'wevtapi.dll', error: 126 } }, 'not-supported'],
    ['cannot be asked', {}, 'not-captured'],
  ])('is not known where the log %s', async (_what, native, reason) => {
    expect(await model(native)).toEqual(unknown(reason));
  });
});
