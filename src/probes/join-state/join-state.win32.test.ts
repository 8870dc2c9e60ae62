import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import {
  DEVICE,
  deviceDetails,
  deviceState,
  dsregText,
  TENANT,
  tenantDetails,
  userState,
  workAccount,
} from '../../../test/doubles/windows-machines/dsregcmd-text.ts';
import { joinStateWin32 } from './join-state.win32.ts';

const sid = 'S-1-12-1-1764298341-1180943215-3062218649-2514370081';
const PROGRAM = 'C:\\Windows\\System32\\dsregcmd.exe /status';
const JOIN_INFO = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo';
const WORK = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\WorkplaceJoin\\JoinInfo';
const THUMBPRINT = '9C41E07B52D83FA6104B7E2C95D1A83F60B7E41D';
const OTHER_TENANT = '00000000-1111-4222-8333-444444444444';
const known = (value: unknown) => ({ kind: 'known', value });
const told = (stdout: string) => ({ exitCode: 0, stdout, stderr: '' });

const joined = {
  result: 0,
  join: {
    type: 1,
    deviceId: DEVICE,
    tenantId: TENANT,
    idpDomain: 'login.windows.net',
    hasMdmUrl: true,
    hasUserKey: true,
  },
};
const working: Record<string, unknown> = {
  thisProcess: { elevated: false, sid, sessionId: 1, remote: false },
  entraJoin: joined,
  domainJoin: { result: 0, status: 2 },
};
const text = (details = deviceDetails('SUCCESS'), domain = 'NO') =>
  dsregText(deviceState('YES', domain), details, tenantDetails, userState('YES'));
const machine = (native: object = {}, more: FakeMachine = {}): FakeMachine => ({
  otherwise: 'not-found',
  native: { ...working, ...native },
  registry: {},
  commands: { [PROGRAM]: told(text()) },
  ...more,
});
const observe = (native?: object, more?: FakeMachine) =>
  joinStateWin32.observe(fakeReach(machine(native, more)), neverStops());

describe('a joined device', () => {
  it('is told by the call, and what Entra ID says of it by the program', async () => {
    const found = await observe();
    expect(found).toMatchObject({
      kind: 'known',
      source: 'NetGetAadJoinInformation, dsregcmd',
      facts: {
        state: known('joined'),
        entraDeviceId: known(DEVICE),
        tenantId: known(TENANT),
        domainJoined: known(false),
        deviceAuth: known('ok'),
        keyProtection: known('tpm'),
      },
    });
  });
  it('in a domain is hybrid; where the domain cannot be told, the program tells', async () => {
    expect(await observe({ domainJoin: { result: 0, status: 3 } })).toMatchObject({
      facts: { state: known('hybrid'), domainJoined: known(true) },
    });
    const failed = { domainJoin: { result: 0, status: 0 } };
    const inDomain = { commands: { [PROGRAM]: told(text(undefined, 'YES')) } };
    expect(await observe(failed, inDomain)).toMatchObject({ facts: { state: known('hybrid') } });
    expect(await observe(failed, { commands: {} })).toMatchObject({
      facts: { state: { kind: 'unknown' }, domainJoined: { kind: 'unknown' }, entraDeviceId: known(DEVICE) },
    });
  });
  it.each([
    ['FAILED. Device is either disabled or deleted', known('disabled-or-deleted')],
    ['FAILED. ERROR', known('failed')],
    ['PENDING', { kind: 'unknown', reason: 'unreadable' }],
    [null, { kind: 'unknown', reason: 'not-supported' }],
  ])('DeviceAuthStatus %s', async (status, deviceAuth) => {
    const commands = { [PROGRAM]: told(text(deviceDetails(status))) };
    expect(await observe({}, { commands })).toMatchObject({ facts: { deviceAuth, state: known('joined') } });
  });
  it.each([
    [[['TpmProtected', 'NO']], known('software')],
    [[], known('tpm')],
    [[['TpmProtected', 'ERROR']], known('tpm')],
  ] as const)('key protection by %j', async (lines, keyProtection) => {
    const commands = { [PROGRAM]: told(text(deviceDetails('SUCCESS', lines))) };
    expect(await observe({}, { commands })).toMatchObject({ facts: { keyProtection } });
  });
  it.each([
    ['takes too long', fails('timed-out'), 'timed-out'],
    ['is not there', fails('not-found'), 'not-supported'],
    ['speaks another language', told('AzureAdBeigetreten : JA'), 'unreadable'],
  ])('stays joined when the program %s', async (_why, answer, reason) => {
    expect(await observe({}, { commands: { [PROGRAM]: answer } })).toMatchObject({
      facts: { state: known('joined'), deviceAuth: { kind: 'unknown', reason }, keyProtection: { reason } },
    });
  });
  it('with an empty tenant has the one that the registry notes, if it is one', async () => {
    const empty = { entraJoin: { result: 0, join: { ...joined.join, tenantId: '', deviceId: '' } } };
    const noted: FakeRegistry = {
      [`${JOIN_INFO}\\${THUMBPRINT}`]: { TenantId: OTHER_TENANT, UserEmail: 'fooUser@contoso.example' },
    };
    const found = await observe(empty, { registry: noted });
    expect(found).toMatchObject({ facts: { tenantId: known(OTHER_TENANT), entraDeviceId: known(DEVICE) } });
    expect(JSON.stringify(found)).not.toContain('fooUser');
    const two = { ...noted, [`${JOIN_INFO}\\AA`]: { TenantId: TENANT } };
    expect(await observe(empty, { registry: two, commands: {} })).toMatchObject({
      facts: { tenantId: { kind: 'unknown' }, entraDeviceId: { kind: 'unknown' } },
    });
  });
  it('finds the program where Windows is', async () => {
    const commands = { 'D:\\WinNT\\System32\\dsregcmd.exe /status': told(text()) };
    const about = { env: { SystemRoot: 'D:\\WinNT' } };
    expect(await observe({}, { about, commands })).toMatchObject({ facts: { deviceAuth: known('ok') } });
    const odd = { env: { SystemRoot: '..\\evil' } };
    expect(await observe({}, { about: odd })).toMatchObject({ facts: { deviceAuth: known('ok') } });
  });
});

describe('without the call', () => {
  const missing = { entraJoin: { missing: 'netapi32.dll!NetGetAadJoinInformation', error: 127 } };
  it('the registry tells of a join', async () => {
    const registry = { [`${JOIN_INFO}\\${THUMBPRINT}`]: { TenantId: `{${TENANT.toUpperCase()}}` } };
    expect(await observe(missing, { registry })).toMatchObject({
      source: 'CloudDomainJoin, dsregcmd',
      facts: { state: known('joined'), tenantId: known(TENANT), entraDeviceId: known(DEVICE) },
    });
  });
  it('the program tells, and a work account is not taken for the device', async () => {
    expect(await observe(missing)).toMatchObject({
      source: 'dsregcmd',
      facts: { state: known('joined'), tenantId: known(TENANT) },
    });
    const home = dsregText(deviceState('NO', 'NO'), userState('NO'), workAccount);
    expect(await observe(missing, { commands: { [PROGRAM]: told(home) } })).toMatchObject({
      facts: { state: known('none'), deviceAuth: { kind: 'not-applicable' } },
    });
  });
  it.each([
    ['nothing else', {}, 'not-supported'],
    ['a closed registry', { registry: fails('denied') }, 'not-supported'],
  ])('and with %s is not known', async (_name, more, reason) => {
    expect(await observe(missing, { commands: {}, ...more })).toMatchObject({ kind: 'unknown', reason });
    expect(
      await observe(
        { entraJoin: { result: 0, join: { ...joined.join, type: 0 } } },
        { commands: {}, ...more },
      ),
    ).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
  });
});

describe('a device that is not joined', () => {
  const notJoined = { entraJoin: { result: 0, join: null } };
  const service = {
    ...notJoined,
    thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false },
  };
  const users = (...sids: string[]) => ({
    result: 0,
    users: sids.map((one) => ({ sid: one, active: true })),
  });
  it('never starts the program, which can take minutes there', async () => {
    const calls: string[] = [];
    expect(await observe(notJoined, { onCall: (call) => calls.push(call) })).toMatchObject({
      facts: { state: known('none'), entraDeviceId: { kind: 'not-applicable' }, domainJoined: known(false) },
    });
    expect(calls.some((call) => call.startsWith('run '))).toBe(false);
  });
  it('is registered by the call, or by a work account of the person', async () => {
    const byCall = { entraJoin: { result: 0, join: { ...joined.join, type: 2 } } };
    expect(await observe(byCall)).toMatchObject({
      facts: { state: known('registered'), entraDeviceId: known(DEVICE), tenantId: known(TENANT) },
    });
    const registry = {
      [`HKCU\\${WORK}\\${THUMBPRINT}`]: { TenantId: TENANT, UserEmail: 'erin@contoso.example' },
    };
    const found = await observe(notJoined, { registry });
    expect(found).toMatchObject({
      facts: { state: known('registered'), tenantId: known(TENANT), entraDeviceId: { kind: 'unknown' } },
    });
    expect(JSON.stringify(found)).not.toContain('contoso');
  });
  it('of several tenants names none', async () => {
    const registry = {
      [`HKCU\\${WORK}\\AA`]: { TenantId: TENANT },
      [`HKCU\\${WORK}\\BB`]: { TenantId: OTHER_TENANT },
    };
    expect(await observe(notJoined, { registry })).toMatchObject({
      facts: { state: known('registered'), tenantId: { kind: 'unknown' } },
    });
  });
  it('for a service, is judged by those who are signed in', async () => {
    const registry: FakeRegistry = {
      'HKU\\S-1-5-21-1-2-3-1001': {},
      [`HKU\\${sid}\\${WORK}\\${THUMBPRINT}`]: { TenantId: TENANT },
    };
    const both = { ...service, signedInUsers: users('S-1-5-21-1-2-3-1001', sid) };
    expect(await observe(both, { registry })).toMatchObject({ facts: { state: known('registered') } });
    const one = { ...service, signedInUsers: users('S-1-5-21-1-2-3-1001') };
    expect(await observe(one, { registry })).toMatchObject({ facts: { state: known('none') } });
  });
  it.each([
    ['nobody is signed in', users(), {}, 'needs-person-session'],
    ['their part of the registry is not loaded', users(sid), {}, 'needs-person-session'],
    ['who is signed in cannot be told', { result: 5 }, {}, 'needs-person-session'],
    [
      'their work accounts are closed',
      users(sid),
      { [`HKU\\${sid}\\${WORK}`]: { problem: 'denied' } },
      'needs-elevation',
    ],
  ])('for a service is not known when %s', async (_why, signedInUsers, registry, reason) => {
    const found = await observe({ ...service, signedInUsers }, { registry: registry as FakeRegistry });
    expect(found).toMatchObject({ kind: 'known', facts: { state: { kind: 'unknown', reason } } });
  });
});
