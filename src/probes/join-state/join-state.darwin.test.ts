import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  deviceBlock,
  loginBlock,
  MAC_TENANT,
  userBlock,
} from '../../../test/doubles/mac-machines/app-sso-text.ts';
import {
  APP_SSO,
  appSso,
  macPerson,
  macRoot,
  portalCurrent,
  portalMissing,
  ssoBeforeMacos13,
  ssoNobodyRegistered,
  ssoNotConfigured,
  ssoPersonNotRegistered,
  ssoSecureEnclave,
} from '../../../test/doubles/mac-machines/identity-parts.ts';
import { onceForEach } from '../../platform/live/once-for-each.ts';
import { platformSsoDarwin } from '../platform-sso/platform-sso.darwin.ts';
import { joinStateDarwin } from './join-state.darwin.ts';

const observe = (...parts: FakeMachine[]) =>
  joinStateDarwin.observe(fakeReach(assemble(macPerson(), portalCurrent(), ...parts)), neverStops());
async function factsOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  expect(JSON.stringify(found)).not.toMatch(/canary|MIIB|example/i);
  return found.facts;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const notApplicable = expect.objectContaining({ kind: 'not-applicable' });
const portal = (configured: unknown) => [{ id: 'company-portal', version: '5.2504.0', configured }];

describe('the join of a Mac', () => {
  it.each([
    ['a person', macPerson(), ssoSecureEnclave()],
    ['a person who is not registered', macPerson(), ssoPersonNotRegistered()],
    ['root', macRoot(), ssoSecureEnclave()],
  ])('registered with Microsoft’s extension, asked by %s: joined', async (_who, who, part) => {
    expect(await factsOf(who, part)).toEqual({
      state: known('joined'),
      tenantId: known(MAC_TENANT),
      entraDeviceId: unknown('not-supported'),
      brokers: portal(known(true)),
    });
  });

  const withIssuer = (issuer: unknown) =>
    appSso({
      device: deviceBlock('POLoginTypePassword (1)'),
      login: loginBlock('None (0)', { issuer }),
      user: userBlock('x', 'POUserStateNormal (0)'),
    });
  it.each([
    [`https://login.microsoftonline.us/${MAC_TENANT.toUpperCase()}/v2.0`, known(MAC_TENANT)],
    [`https://login.partner.microsoftonline.cn/${MAC_TENANT}`, known(MAC_TENANT)],
    [`https://login.microsoftonline.com.evil.test/${MAC_TENANT}/v2.0`, unknown('unreadable')],
    [`https://evil.test/https://login.microsoftonline.com/${MAC_TENANT}/`, unknown('unreadable')],
    ['https://login.microsoftonline.com/common/v2.0', unknown('unreadable')],
    [7, unknown('unreadable')],
    [undefined, unknown('unreadable')],
  ])('tenant of the issuer %j', async (issuer, tenantId) => {
    expect(await factsOf(withIssuer(issuer))).toMatchObject({ state: known('joined'), tenantId });
  });

  it.each([
    ['is not set up', ssoNotConfigured()],
    ['is not there on macOS 12', assemble(macPerson(21), ssoBeforeMacos13())],
    [
      'is another provider’s',
      appSso({
        device: deviceBlock('x', { extensionIdentifier: 'com.example.sso' }),
        login: null,
        user: null,
      }),
    ],
  ])('where it %s, Company Portal decides', async (_what, part) => {
    expect(await factsOf(portalMissing(), part)).toEqual({
      state: known('none'),
      tenantId: notApplicable,
      entraDeviceId: notApplicable,
      brokers: [],
    });
    expect(await factsOf(part)).toEqual({
      state: unknown('not-supported'),
      tenantId: unknown('not-supported'),
      entraDeviceId: unknown('not-supported'),
      brokers: portal(unknown('not-supported')),
    });
  });

  it('set up and not registered is neither joined nor proven not to be', async () => {
    expect(await factsOf(ssoNobodyRegistered())).toMatchObject({ state: unknown('not-supported') });
    expect(await observe(portalMissing(), ssoNobodyRegistered())).toMatchObject({
      kind: 'unknown',
      reason: 'not-supported',
    });
  });

  it('a silent app-sso proves nothing, with or without Company Portal', async () => {
    const silent = { commands: { [APP_SSO]: fails('timed-out') } };
    expect(await factsOf(silent)).toMatchObject({
      state: unknown('timed-out'),
      brokers: portal(unknown('not-supported')),
    });
    expect(await observe(portalMissing(), silent)).toMatchObject({ kind: 'unknown', reason: 'timed-out' });
  });

  it('for root, that nothing stands there proves nothing', async () => {
    expect(await observe(macRoot(), portalMissing(), ssoNotConfigured())).toMatchObject({
      kind: 'unknown',
      reason: 'needs-person-session',
    });
  });

  it('a folder of apps that is closed hides Company Portal', async () => {
    const closed = { folders: { '/Applications': fails('denied') } };
    expect(await observe(portalMissing(), closed, ssoNotConfigured())).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
  });

  it('asks the same question as Platform single sign-on, so that the program runs once', async () => {
    const calls: string[] = [];
    const onCall = (call: string) => calls.push(call);
    const reach = fakeReach(assemble(macPerson(), portalCurrent(), ssoSecureEnclave(), { onCall }));
    const shared = { ...reach, commands: onceForEach(reach.commands) };
    await Promise.all(
      [joinStateDarwin, platformSsoDarwin].map((probe) => probe.observe(shared, neverStops())),
    );
    expect(calls.filter((call) => call.includes('app-sso'))).toHaveLength(1);
  });
});
