import { describe, expect, it } from 'vitest';
import { fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { bluetoothWin32 } from './bluetooth.win32.ts';

const interfaces = 'presentInterfaces {0850302A-B344-4fda-9BE9-90576B8D46F0}';
const DEVICE = 'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device';
const known = (value: unknown) => ({ kind: 'known', value });
const radio = (state: number) => ({ kind: 3, state });
const working: Record<string, unknown> = {
  radios: { result: 0, radios: [{ kind: 1, state: 1 }, radio(1)] },
  [interfaces]: { result: 0, count: 1 },
  bluetoothAdapter: { result: 0, adapter: { lowEnergy: true, centralRole: true } },
};
const observe = (
  native: Record<string, unknown> = {},
  registry: FakeRegistry | ReturnType<typeof fails> = {},
) => bluetoothWin32.observe(fakeReach({ native: { ...working, ...native }, registry }), neverStops());
const noWinRt = { radios: { missing: 'Windows.Devices.Radios.Radio', error: 0x8004_0154 } };

describe('a radio of Windows', () => {
  it.each([
    ['on', 1, known(true), known('none')],
    ['off', 2, known(false), known('none')],
    ['off by a hardware switch', 3, known(false), known('hard')],
    ['in an unknown state', 0, { kind: 'unknown' }, { kind: 'unknown', reason: 'unreadable' }],
  ])('%s', async (_name, state, powered, blocked) => {
    expect(await observe({ radios: { result: 0, radios: [radio(state)] } })).toMatchObject({
      kind: 'known',
      facts: { adapters: [{ id: 'radio-0', powered, lowEnergyCentral: known(true) }], blocked },
    });
  });
  it.each([
    [{ lowEnergy: false, centralRole: true }, known(false)],
    [{ lowEnergy: true, centralRole: false }, known(false)],
    [null, { kind: 'unknown', reason: 'unreadable' }],
  ])('with adapter %j', async (adapter, lowEnergyCentral) => {
    expect(await observe({ bluetoothAdapter: { result: 0, adapter } })).toMatchObject({
      facts: { adapters: [{ lowEnergyCentral }] },
    });
  });
  it('that only its interface shows has no known power', async () => {
    expect(await observe(noWinRt)).toMatchObject({
      facts: {
        adapters: [{ powered: { kind: 'unknown', reason: 'not-supported' } }],
        blocked: { kind: 'unknown', reason: 'not-supported' },
      },
    });
    const empty = { radios: { result: 0, radios: [] } };
    expect(await observe(empty)).toMatchObject({
      facts: { adapters: [{ powered: { reason: 'unreadable' } }] },
    });
  });
  it('of several: one that is on is enough, and none is taken for the adapter', async () => {
    expect(await observe({ radios: { result: 0, radios: [radio(1), radio(3)] } })).toMatchObject({
      facts: {
        adapters: [
          { powered: known(true), lowEnergyCentral: { kind: 'unknown', reason: 'not-supported' } },
          { powered: known(false) },
        ],
        blocked: known('none'),
      },
    });
  });
});

describe('no radio', () => {
  const none = { radios: { result: 0, radios: [] }, [interfaces]: { result: 0, count: 0 } };
  it('is an answer when the list, which knows those that are off, and the devices agree', async () => {
    expect(await observe(none)).toMatchObject({
      kind: 'known',
      facts: { adapters: [], complete: known(true) },
    });
    const byAdapter = {
      ...none,
      [interfaces]: fails('timed-out'),
      bluetoothAdapter: { result: 0, adapter: null },
    };
    expect(await observe(byAdapter)).toMatchObject({ kind: 'known', facts: { adapters: [] } });
  });
  it.each([
    ['no list', { ...none, ...noWinRt }, 'not-supported'],
    ['a list that failed, as in a service', { ...none, radios: { result: 0x8007_0005 } }, 'needs-elevation'],
    ['an empty list alone', { ...none, [interfaces]: fails('timed-out') }, 'timed-out'],
    ['nothing', { radios: fails('not-supported'), [interfaces]: fails('not-supported') }, 'not-supported'],
  ])('is not said by %s, and the policy is told all the same', async (_name, native, reason) => {
    const registry = { [`${DEVICE}\\Connectivity`]: { AllowBluetooth: 0 } };
    expect(await observe(native, registry)).toMatchObject({
      kind: 'known',
      facts: {
        adapters: [],
        complete: { kind: 'unknown', reason },
        policy: known({ allowed: false, allowedServices: null }),
      },
    });
    // A policy that forbids nothing is no news.
    expect(await observe(native)).toMatchObject({ kind: 'unknown', reason });
    expect(await observe(native, fails('denied'))).toMatchObject({ kind: 'unknown', reason });
  });
});

describe('the company’s policy on Bluetooth', () => {
  const policy = async (registry: FakeRegistry | ReturnType<typeof fails>) => {
    const found = await observe({}, registry);
    return found.kind === 'known' ? found.facts.policy : found;
  };
  it.each([
    ['none', {}, { allowed: true, allowedServices: null }],
    ['off', { [`${DEVICE}\\Connectivity`]: { AllowBluetooth: 0 } }, { allowed: false }],
    ['on', { [`${DEVICE}\\Connectivity`]: { AllowBluetooth: 2 } }, { allowed: true }],
    [
      'a list of services',
      {
        [`${DEVICE}\\Bluetooth`]: {
          ServicesAllowedList:
            '{0000110B-0000-1000-8000-00805F9B34FB};{0000FFF9-0000-1000-8000-00805F9B34FB};oops',
          ServicesAllowedList_ProviderSet: 1,
        },
      },
      {
        allowed: true,
        allowedServices: ['0000110b-0000-1000-8000-00805f9b34fb', '0000fff9-0000-1000-8000-00805f9b34fb'],
      },
    ],
    ['an empty list', { [`${DEVICE}\\Bluetooth`]: { ServicesAllowedList: ' ' } }, { allowedServices: null }],
  ])('%s', async (_name, registry, value) => {
    expect(await policy(registry as FakeRegistry)).toMatchObject(known(value));
  });
  it.each([
    ['a closed key', { [`${DEVICE}\\Connectivity`]: { problem: 'denied' } }, 'needs-elevation'],
    [
      'a list without one id',
      { [`${DEVICE}\\Bluetooth`]: { ServicesAllowedList: 'all of them' } },
      'unreadable',
    ],
    ['a list of another type', { [`${DEVICE}\\Bluetooth`]: { ServicesAllowedList: 1 } }, 'unreadable'],
  ])('%s is not "none"', async (_name, registry, reason) => {
    expect(await policy(registry as FakeRegistry)).toMatchObject({ kind: 'unknown', reason });
  });
});
