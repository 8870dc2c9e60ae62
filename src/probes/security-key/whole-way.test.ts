import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FakeMachine, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { answersOf } from '../../../test/doubles/security-keys/answers-of.ts';
import { keyInMemory, type Trouble } from '../../../test/doubles/security-keys/key-in-memory.ts';
import { allModels } from '../../../test/lab/security-keys/all-models.ts';
import { nitrokey3 } from '../../../test/lab/security-keys/models/other-makers.ts';
import { yubikey4, yubikeyBioEnrolled } from '../../../test/lab/security-keys/models/yubico.ts';
import { TransportError } from '../../ctap/transport.ts';
import { liveSecurityKeys } from '../../platform/live/security-keys.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { securityKeyDarwin } from './security-key.darwin.ts';

afterEach(() => vi.useRealTimers());

type Plugged = { model: (typeof allModels)[number]; trouble?: Trouble | 'refused' };

/** A machine whose keys are the lab's virtual ones, asked through the real layers of src/ctap. */
function machineWith(plugged: Record<string, Plugged>): ProbeReach {
  const hid: FakeMachine['hid'] = Object.entries(plugged).map(([path, { model }]) => ({
    path,
    vendorId: model.usb.vendorId,
    productId: model.usb.productId,
    usagePage: 0xf1d0,
    usage: 1,
    manufacturer: null,
    product: model.usb.product,
    mark: null,
  }));
  const securityKeys = liveSecurityKeys(neverStops(), async (path) => {
    const key = plugged[path];
    if (key === undefined || key.trouble === 'refused') throw new TransportError('denied', 'refused');
    return keyInMemory(key.model, key.trouble);
  });
  return { ...fakeReach({ hid, about: {} }), securityKeys };
}

describe.each(allModels.map((model) => [model.id, model] as const))('%s', (_id, model) => {
  it('answers what the described captures say', async () => {
    const asked = await machineWith({ a: { model } }).securityKeys.ask('a');
    // Words of a refusal are the asker's own.
    const bare = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (key, part) => (key === 'detail' ? undefined : part)));
    expect(bare(asked)).toEqual({ ok: true, value: bare(answersOf(model)) });
  });
});

it('three keys that stall, are pulled out and refuse do not hide two that answer', async () => {
  vi.useFakeTimers();
  const reach = machineWith({
    a: { model: nitrokey3, trouble: 'stalls' },
    b: { model: yubikeyBioEnrolled },
    c: { model: nitrokey3, trouble: 'unplugged' },
    d: { model: yubikey4 },
    e: { model: nitrokey3, trouble: 'refused' },
  });
  const observing = securityKeyDarwin.observe(reach, neverStops());
  await vi.advanceTimersByTimeAsync(3500);
  const found = await observing;
  const reasonOf = (reading: { kind: string; reason?: string } | undefined) =>
    reading?.reason ?? reading?.kind;
  expect(found.kind === 'known' && found.facts.keys.map(({ depth }) => reasonOf(depth))).toEqual([
    'timed-out',
    'known',
    'known',
    'known',
    'no-device-access',
  ]);
  const pulled = found.kind === 'known' ? found.facts.keys[2]?.depth : undefined;
  expect(pulled).toMatchObject({ value: { info: { kind: 'known' }, pinRetries: { reason: 'unplugged' } } });
});
