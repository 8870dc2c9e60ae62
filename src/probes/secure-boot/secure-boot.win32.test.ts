import { describe, expect, it } from 'vitest';
import { fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { secureBootWin32 } from './secure-boot.win32.ts';

const CONTROL = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const STATE = `${CONTROL}\\SecureBoot\\State`;
const GUARD = `${CONTROL}\\DeviceGuard`;
const GUARD_POLICY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard';
const uefi = { [CONTROL]: { PEFirmwareType: 2 } };
const legacy = { [CONTROL]: { PEFirmwareType: 1 } };
const observe = (registry: FakeRegistry) => secureBootWin32.observe(fakeReach({ registry }), neverStops());

describe('secure boot on Windows', () => {
  it.each([
    [
      'on',
      { [STATE]: { UEFISecureBootEnabled: 1 } },
      { firmware: 'uefi', supported: true, enabled: true, setupMode: false },
    ],
    [
      'not on, for whatever reason',
      { ...uefi, [STATE]: { UEFISecureBootEnabled: 0 } },
      { firmware: 'uefi', supported: null, enabled: false, setupMode: null },
    ],
    [
      'not on, firmware not told',
      { [STATE]: { UEFISecureBootEnabled: 0 } },
      { firmware: null, supported: null, enabled: false },
    ],
    ['old firmware', legacy, { firmware: 'legacy', supported: false, enabled: false, setupMode: false }],
  ])('%s', async (_name, registry, facts) => {
    expect(await observe(registry as FakeRegistry)).toMatchObject({ kind: 'known', facts });
  });
  it.each([
    ['nothing told on new firmware', uefi, 'not-supported'],
    ['nothing told at all', { [CONTROL]: {} }, 'not-supported'],
    ['a closed key', { ...uefi, [STATE]: { problem: 'denied' } }, 'needs-elevation'],
    ['a text for a number', { ...uefi, [STATE]: { UEFISecureBootEnabled: 'yes' } }, 'unreadable'],
    ['a number that means nothing', { ...uefi, [STATE]: { UEFISecureBootEnabled: 7 } }, 'not-supported'],
  ])('%s: could not tell', async (_name, registry, reason) => {
    expect(await observe(registry as FakeRegistry)).toMatchObject({ kind: 'unknown', reason });
  });
});

describe('virtualization-based security', () => {
  const on = { [STATE]: { UEFISecureBootEnabled: 1 } };
  const vbs = 'EnableVirtualizationBasedSecurity';
  it.each([
    ['set', { [GUARD]: { [vbs]: 1 } }, { kind: 'known', value: true }],
    ['set off', { [GUARD]: { [vbs]: 0 } }, { kind: 'known', value: false }],
    [
      'by policy first',
      { [GUARD]: { [vbs]: 1 }, [GUARD_POLICY]: { [vbs]: 0 } },
      { kind: 'known', value: false },
    ],
    ['not set is not off', {}, { kind: 'unknown', reason: 'not-supported' }],
    ['closed', { [GUARD]: { problem: 'denied' } }, { kind: 'unknown', reason: 'needs-elevation' }],
  ])('%s', async (_name, registry, configured) => {
    expect(await observe({ ...on, ...registry } as FakeRegistry)).toMatchObject({
      facts: { vbs: { configured, running: { kind: 'unknown', reason: 'not-supported' } } },
    });
  });
  it('is not asked about on a machine that answers nothing', async () => {
    const reach = fakeReach({ registry: fails('timed-out') });
    expect(await secureBootWin32.observe(reach, neverStops())).toMatchObject({ reason: 'timed-out' });
  });
});
