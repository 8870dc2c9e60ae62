import { describe, expect, it } from 'vitest';
import { fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { helloPolicyWin32 } from './hello-policy.win32.ts';

const sid = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const TENANT = '6d2f41b8-93ac-4e0f-8b57-1c9e34a07d26';
const OLD_TENANT = '00000000-1111-4222-8333-444444444444';
const GPO = 'SOFTWARE\\Policies\\Microsoft\\PassportForWork';
const MDM = 'HKLM\\SOFTWARE\\Microsoft\\Policies\\PassportForWork';
const JOIN = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo\\9C41E07B';
const BIOMETRICS = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Biometrics';
const shown: FakeRegistry = {
  'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { CurrentBuildNumber: '26100' },
};
const joined: FakeRegistry = { ...shown, [JOIN]: { TenantId: TENANT } };
const person = { thisProcess: { elevated: false, sid, sessionId: 1, remote: false } };
const service = { thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false } };
const observe = (
  registry: FakeRegistry | ReturnType<typeof fails>,
  native: Record<string, unknown> = person,
) => helloPolicyWin32.observe(fakeReach({ registry, native }), neverStops());

async function factsOf(registry: FakeRegistry, native?: Record<string, unknown>) {
  const found = await observe({ ...joined, ...registry }, native);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const set = (value: boolean | null, from: string, ...alsoSetBy: string[]) => ({
  kind: 'known',
  value: { value, from, alsoSetBy },
});

describe('Windows Hello for Business on or off', () => {
  const userGpo = { [`HKCU\\${GPO}`]: { Enabled: 0 } };
  const machineGpo = { [`HKLM\\${GPO}`]: { Enabled: 1 } };
  const userMdm = { [`${MDM}\\${TENANT}\\${sid}\\Policies`]: { UsePassportForWork: 0 } };
  const deviceMdm = { [`${MDM}\\${TENANT}\\Device\\Policies`]: { UsePassportForWork: 1 } };
  it.each([
    ['nobody', {}, set(null, 'none')],
    ['the device’s management', deviceMdm, set(true, 'device-mdm')],
    [
      'the person’s before the device’s management',
      { ...deviceMdm, ...userMdm },
      set(false, 'user-mdm', 'device-mdm'),
    ],
    [
      'group policy before management',
      { ...deviceMdm, ...userMdm, ...machineGpo },
      set(true, 'machine-gpo', 'user-mdm', 'device-mdm'),
    ],
    [
      'the person’s group policy before all',
      { ...deviceMdm, ...userMdm, ...machineGpo, ...userGpo },
      set(false, 'user-gpo', 'machine-gpo', 'user-mdm', 'device-mdm'),
    ],
  ])('is set by %s', async (_who, registry, enabled) => {
    expect((await factsOf(registry as FakeRegistry)).enabled).toEqual(enabled);
  });
  it('is not known behind a closed higher place, and known before a closed lower one', async () => {
    const closedUser = { ...machineGpo, [`HKCU\\${GPO}`]: { problem: 'denied' } } as FakeRegistry;
    expect((await factsOf(closedUser)).enabled).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
    const closedMdm = { ...machineGpo, [MDM]: { problem: 'denied' } } as FakeRegistry;
    expect((await factsOf(closedMdm)).enabled).toEqual(set(true, 'machine-gpo'));
    const closedDevice = { [`${MDM}\\${TENANT}\\Device`]: { problem: 'denied' } } as FakeRegistry;
    expect((await factsOf(closedDevice)).enabled).toMatchObject({ reason: 'needs-elevation' });
  });
  it('is not "on" by a value of another type', async () => {
    expect((await factsOf({ [`HKLM\\${GPO}`]: { Enabled: 'yes' } })).enabled).toMatchObject({
      reason: 'unreadable',
    });
  });
});

describe('more than one tenant', () => {
  const of = (tenant: string, value: number): FakeRegistry => ({
    [`${MDM}\\${tenant}\\Device\\Policies`]: { UsePassportForWork: value },
  });
  it('the one that the device is joined to counts', async () => {
    const both = { ...of(OLD_TENANT, 0), ...of(TENANT.toUpperCase(), 1) };
    expect((await factsOf(both)).enabled).toEqual(set(true, 'device-mdm'));
    expect((await factsOf(of(OLD_TENANT, 0))).enabled).toEqual(set(null, 'none'));
  });
  it('where none is noted, only one alone counts', async () => {
    const noJoin = { [JOIN]: { TenantId: '' } };
    expect((await factsOf({ ...of(OLD_TENANT, 0), ...noJoin })).enabled).toEqual(set(false, 'device-mdm'));
    expect((await factsOf({ ...of(OLD_TENANT, 0), ...of(TENANT, 1), ...noJoin })).enabled).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
    const closed = { [JOIN]: { problem: 'denied' } } as FakeRegistry;
    expect((await factsOf({ ...of(TENANT, 1), ...closed })).enabled).toMatchObject({
      reason: 'needs-elevation',
    });
  });
});

describe('the other settings', () => {
  it('of Hello for Business', async () => {
    const facts = await factsOf({
      [`HKLM\\${GPO}`]: { RequireSecurityDevice: 1, DisablePostLogonProvisioning: 1 },
      [`HKLM\\${GPO}\\ExcludeSecurityDevices`]: { TPM12: 1 },
      [`${MDM}\\${TENANT}\\Device\\Policies\\ExcludeSecurityDevices`]: { TPM12: 0 },
      [`${MDM}\\Biometrics`]: { EnableESSwithSupportedPeripherals: 1, UseBiometrics: 0 },
    });
    expect(facts).toMatchObject({
      requireSecurityDevice: set(true, 'machine-gpo'),
      postLogonProvisioningOff: set(true, 'machine-gpo'),
      excludeTpm12: set(true, 'machine-gpo', 'device-mdm'),
      biometrics: set(false, 'device-mdm'),
      enhancedSignInPeripherals: { kind: 'known', value: 1 },
    });
  });
  it('of biometrics, PIN and sign-in options', async () => {
    const facts = await factsOf({
      [BIOMETRICS]: { Enabled: 0 },
      [`${BIOMETRICS}\\Credential Provider`]: { 'Domain Accounts': 1 },
      'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System': { AllowDomainPINLogon: 1 },
      'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\default\\Settings\\AllowSignInOptions': { value: 0 },
    });
    expect(facts).toMatchObject({
      biometrics: set(false, 'machine-gpo'),
      domainBiometrics: set(true, 'machine-gpo'),
      domainPin: set(true, 'machine-gpo'),
      signInOptions: set(false, 'device-mdm'),
      enhancedSignInPeripherals: { kind: 'known', value: null },
    });
  });
  it('Windows’ own default for the sign-in options is nobody’s setting', async () => {
    const fallback = {
      'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\default\\Settings\\AllowSignInOptions': { value: 1 },
    };
    expect((await factsOf(fallback)).signInOptions).toEqual(set(null, 'none'));
    const managed = {
      'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Settings': { AllowSignInOptions: 1 },
    };
    expect((await factsOf({ ...fallback, ...managed })).signInOptions).toEqual(set(true, 'device-mdm'));
  });
  it.each(['UseSecurityKeyForSignIn', 'UseSecurityKeyForSignin'])(
    'sign-in with a key, spelled %s',
    async (name) => {
      const mdm = { [`${MDM}\\SecurityKey`]: { [name]: 1 } };
      expect((await factsOf(mdm)).securityKeySignIn).toEqual(set(true, 'device-mdm'));
      const gpo = { 'HKLM\\SOFTWARE\\Policies\\Microsoft\\FIDO': { EnableFIDODeviceLogon: 0 } };
      expect((await factsOf({ ...mdm, ...gpo })).securityKeySignIn).toEqual(
        set(false, 'machine-gpo', 'device-mdm'),
      );
    },
  );
});

describe('for a service', () => {
  const users = (...active: [string, boolean][]) => ({
    result: 0,
    users: active.map(([one, isActive]) => ({ sid: one, active: isActive })),
  });
  const hive = { [`HKU\\${sid}\\${GPO}`]: { Enabled: 0 } };
  it('the one person who is active counts', async () => {
    const native = { ...service, signedInUsers: users([sid, true], ['S-1-5-21-1-2-3-1001', false]) };
    const registry = { ...hive, 'HKU\\S-1-5-21-1-2-3-1001': {} };
    expect((await factsOf(registry, native)).enabled).toEqual(set(false, 'user-gpo'));
    const managed = {
      [`HKU\\${sid}`]: {},
      [`${MDM}\\${TENANT}\\${sid}\\Policies`]: { UsePassportForWork: 1 },
    };
    expect((await factsOf(managed, native)).enabled).toEqual(set(true, 'user-mdm'));
  });
  it.each([
    ['nobody', users()],
    ['two people', users([sid, true], ['S-1-5-21-1-2-3-1001', true])],
    ['a person whose part is not loaded', users(['S-1-5-21-9-9-9-1001', true])],
    ['who cannot be told', { result: 5 }],
  ])('with %s active, only the device’s own settings are known', async (_who, signedInUsers) => {
    const registry = { ...hive, 'HKU\\S-1-5-21-1-2-3-1001': {}, [BIOMETRICS]: { Enabled: 1 } };
    const facts = await factsOf(registry, { ...service, signedInUsers });
    expect(facts.enabled).toMatchObject({ kind: 'unknown', reason: 'needs-person-session' });
    expect(facts.biometrics).toEqual(set(true, 'machine-gpo'));
  });
});

describe('the registry', () => {
  it('that is not shown is not one without settings', async () => {
    expect(await observe({})).toMatchObject({ kind: 'unknown' });
    expect(await observe(fails('timed-out'))).toMatchObject({ kind: 'unknown', reason: 'timed-out' });
  });
  it('is asked for named values only', async () => {
    const secret = { [`HKLM\\${GPO}`]: { Enabled: 1, Other: 'erin.fox@contoso.example' } };
    expect(JSON.stringify(await observe({ ...joined, ...secret }))).not.toMatch(/contoso|6d2f41b8|S-1-/);
  });
});
