import { describe, expect, test } from 'vitest';
import { ALL_PROFILE, fido2, profile, target, withTenant } from '../../../test/contract/key-grounds.ts';
import {
  browser,
  browsers,
  device,
  extension,
  icloudKeychain,
  is,
  JUDGED_AT,
  known,
  passkeyProviders,
  profiles,
  unknown,
  untold,
} from '../../../test/contract/seen-signals.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { Signals } from '../../contract/signals.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { type Grounds, judgingFiles } from './grounds.ts';

const { policy } = judgingFiles(await readPolicyFiles());

function judged(platform: PlatformName, parts: readonly Signals[], grounds: Grounds = policy) {
  const subject = device(platform, Object.assign({}, ...parts) as Signals);
  const verdict = assess(subject, grounds, JUDGED_AT).kinds.find(({ kind }) => kind === 'synced');
  if (verdict === undefined) throw new Error('every kind has a verdict');
  return {
    state: verdict.state,
    confidence: verdict.confidence,
    codes: verdict.findings.map(({ code }) => code),
    rules: verdict.findings.map(({ rule }) => rule),
    says: verdict.findings.flatMap(({ evidence }) => evidence.map(({ says }) => says)),
  };
}
const seen = (...families: string[]): Signals => ({
  browsers: known({ ...browsers(...families.map((family) => browser(family))), policies: is([]) }),
});
const noSync: Signals = {
  browsers: known({
    ...browsers(browser('chrome'), browser('firefox')),
    policies: is([{ family: 'chrome', name: 'SyncDisabled', value: 1, scope: 'machine' as const }]),
  }),
};
const bitwarden = extension('bitwarden', 'firefox', is(true));
const bitwardenOff = extension('bitwarden', 'firefox', is(false));

describe('the best way to keep synced passkeys speaks', () => {
  test('V7 a MacBook with iCloud Keychain on and Safari alone is ready', () => {
    const mac = judged('darwin', [seen('safari'), icloudKeychain(), passkeyProviders()]);
    expect(mac).toMatchObject({ state: 'ready', codes: ['PROVIDER_READY'] });
    expect(mac.says.join()).toContain('iCloud Keychain is on');
  });
  test('one that is ready makes up for another that is forbidden, off or unknown', () => {
    const forbidden = icloudKeychain({ allowed: is(false) });
    const signedIn = passkeyProviders([], [profiles('chrome', 1)]);
    expect(judged('darwin', [seen('safari', 'chrome'), forbidden, signedIn]).state).toBe('ready');
    expect(judged('darwin', [seen('safari', 'chrome'), forbidden, signedIn]).codes).not.toContain(
      'ICLOUD_KEYCHAIN_FORBIDDEN',
    );
    const both = passkeyProviders([bitwarden], [profiles('chrome', 1), profiles('firefox', 0)]);
    expect(judged('linux', [noSync, both])).toMatchObject({ state: 'ready', codes: ['PROVIDER_READY'] });
    const hidden = passkeyProviders([bitwarden], [], { browserProfiles: untold('needs-person-session') });
    expect(judged('linux', [seen('firefox'), hidden]).state).toBe('ready');
  });
  test('what a person can do comes before what nobody could look at, and that before what is forbidden', () => {
    const off = passkeyProviders([bitwardenOff], [], { browserProfiles: untold() });
    expect(judged('linux', [seen('firefox'), off])).toMatchObject({ state: 'ready-after-action' });
    const hidden = passkeyProviders([], [], { browserProfiles: untold('needs-person-session') });
    expect(judged('linux', [noSync, hidden])).toMatchObject({
      state: 'unknown',
      codes: ['PROVIDER_NOT_INSPECTED'],
    });
    const looked = passkeyProviders([], [profiles('chrome', 0), profiles('firefox', 0)]);
    expect(judged('linux', [noSync, looked])).toMatchObject({
      state: 'blocked',
      codes: ['BROWSER_SYNC_FORBIDDEN'],
    });
  });
  test('a company that takes none blocks the best one too', () => {
    const tenant = {
      passkeyProfiles: [profile({ passkeyTypes: 'deviceBound' })],
      includeTargets: [target('all_users', ALL_PROFILE)],
    };
    expect(fido2(tenant).passkeyProfiles).toHaveLength(1);
    const mac = judged('darwin', [seen('safari'), icloudKeychain()], withTenant(policy, tenant));
    expect(mac).toMatchObject({ state: 'blocked', codes: ['SYNCED_NOT_ALLOWED', 'PROVIDER_READY'] });
  });
});

describe('what proves nothing', () => {
  test('a program alone, an extension of Apple, an account in another browser', () => {
    const program = { ...bitwarden, via: 'app' as const, enabled: is(true) };
    const apple = extension('icloud', 'firefox', is(true));
    const nothing = passkeyProviders([program, apple], [profiles('brave', 1), profiles('firefox', 0)]);
    expect(judged('linux', [seen('firefox', 'brave'), nothing])).toMatchObject({
      state: 'ready-after-action',
      codes: ['NO_PROVIDER'],
    });
  });
  test('Chrome is not ready where its settings could not be read, nor Edge where its account is not told', () => {
    const signedIn = passkeyProviders([], [profiles('chrome', 1)]);
    const closed = {
      browsers: known({ ...browsers(browser('chrome')), policies: untold('needs-elevation') }),
    };
    expect(judged('linux', [closed, signedIn]).state).toBe('unknown');
    const edge = passkeyProviders([], [profiles('edge', 1)]);
    expect(judged('win32', [seen('edge'), edge]).state).toBe('unknown');
  });
  test('a Chrome that this person never started', () => {
    expect(judged('linux', [seen('chrome'), passkeyProviders()])).toMatchObject({
      state: 'ready-after-action',
      codes: ['GPM_NOT_SIGNED_IN'],
    });
  });
  test.each([
    ['profiles that could not be read', passkeyProviders([], [profiles('firefox', 0, { notInspected: 2 })])],
    ['a system list that could not be read', passkeyProviders([], [], { systemPlugins: untold() })],
    ['a report of an older agent', { 'passkey-providers': known({ providers: [] }) }],
    ['a signal that crashed', { 'passkey-providers': unknown('crashed') }],
  ])('%s: not looked at, with the reason', (_what, signals) => {
    const { state, codes } = judged('linux', [seen('firefox'), signals]);
    expect({ state, codes }).toEqual({ state: 'unknown', codes: ['PROVIDER_NOT_INSPECTED'] });
  });
  test('a browser that nobody looks into may hide one', () => {
    expect(judged('linux', [seen('lynx'), passkeyProviders()]).codes).toEqual(['PROVIDER_NOT_INSPECTED']);
  });
});

describe('Windows and its Edge', () => {
  const edge = (privateAccounts: number) =>
    passkeyProviders([], [profiles('edge', 1, { privateAccounts: is(privateAccounts) })]);
  test('ready with a private account, and with low confidence, since it is known from reports only', () => {
    const { state, codes, confidence } = judged('win32', [seen('edge'), edge(1)]);
    expect({ state, codes, confidence }).toEqual({
      state: 'ready',
      codes: ['PROVIDER_READY'],
      confidence: 'low',
    });
  });
  test('with an account of the company it is not, and a password manager is enough', () => {
    expect(judged('win32', [seen('edge'), edge(0)])).toMatchObject({ state: 'ready-after-action' });
    const list = passkeyProviders(
      [extension('bitwarden', 'edge', is(true))],
      [profiles('edge', 1, { privateAccounts: is(0) })],
    );
    expect(judged('win32', [seen('edge'), list])).toMatchObject({
      state: 'ready',
      codes: ['PROVIDER_READY'],
    });
  });
  test('a PC without any browser has no keeper', () => {
    expect(judged('win32', [seen(), passkeyProviders()]).codes).toEqual(['NO_PROVIDER']);
  });
  test('an extension that is on and newly blocked is blocked', () => {
    const policies = [
      { family: 'edge', name: 'ExtensionInstallBlocklist', value: 'bitwarden', scope: 'person' as const },
    ];
    const list = passkeyProviders(
      [extension('bitwarden', 'edge', is(true))],
      [profiles('edge', 0, { privateAccounts: is(0) })],
    );
    const blocked = { browsers: known({ ...browsers(browser('edge')), policies: is(policies) }) };
    expect(judged('linux', [blocked, list])).toMatchObject({ state: 'blocked' });
  });
  test.each([
    [['*=blocked'], 'blocked'],
    [['bitwarden=removed'], 'blocked'],
    [['*=blocked', 'bitwarden=force_installed'], 'ready-after-action'],
    [['*=blocked', '1password=allowed'], 'blocked'],
    [['keeper=blocked'], 'ready-after-action'],
  ])('ExtensionSettings %j: %s', (values, state) => {
    const policies = values.map((value) => ({
      family: 'firefox',
      name: 'ExtensionSettings',
      value,
      scope: 'machine' as const,
    }));
    const fox = { browsers: known({ ...browsers(browser('firefox')), policies: is(policies) }) };
    const list = passkeyProviders([bitwardenOff], [profiles('firefox', 0)]);
    expect(judged('linux', [fox, list])).toMatchObject({ state });
  });
});
