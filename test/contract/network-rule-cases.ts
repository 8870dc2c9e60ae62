import type { Reading } from '../../src/contract/observation.ts';
import type { Fido2Configuration } from '../../src/contract/tenant.ts';
import { ALL_PROFILE, GROUP_PROFILE, profile, restrict, target, withTenant } from './key-grounds.ts';
import type { Case, RowCases } from './key-rule-cases.ts';
import { browser, browsers, device, is, known, models, os, unknown, untold } from './seen-signals.ts';

/** Cases of the rows on the way to the phone, and of those on systems and browsers without updates. */
export const AUTHENTICATOR_ANDROID = 'de1e552d-db1d-4423-a619-566b625cdc84';
export const AUTHENTICATOR_IOS = '90a3ccdf-635c-4729-a248-9b709135078f';

/** The relay hosts as a network lets them be reached. */
export function relays(android: Reading<boolean>, ios: Reading<boolean>) {
  return {
    'tunnel-hosts': known({
      hosts: [
        { host: 'cable.ua5v.com', phones: 'android' as const, reachable: android },
        { host: 'cable.auth.com', phones: 'ios' as const, reachable: ios },
      ],
    }),
  };
}
const open = is(true);
const closed = is(false);
const on = (android: Reading<boolean>, ios: Reading<boolean>): Case => ({
  subject: device('linux', relays(android, ios)),
});
const tenant = (change: Partial<Fido2Configuration>): Case => ({
  subject: device('linux', relays(open, open)),
  grounds: (plain) => withTenant(plain, change),
});
const running = (platform: 'linux' | 'darwin', id: string, version: string | null): Case => ({
  subject: device(platform, { os: known(os(platform, { id, version })) }),
});
const withBrowser = (family: string, version: string | null): Case => ({
  subject: device('linux', { browsers: known(browsers(browser(family, version))) }),
});

export const networkRuleCases: Record<string, RowCases> = {
  'hybrid.6': { fires: on(closed, closed), spares: on(closed, open), untold: on(closed, untold()) },
  'hybrid.7-android': {
    fires: on(closed, open),
    spares: on(closed, closed),
    untold: on(untold('timed-out'), open),
  },
  'hybrid.7-ios': { fires: on(untold(), closed), spares: on(closed, open), untold: on(open, untold()) },
  'hybrid.tunnel': {
    fires: { subject: device('linux', { 'tunnel-hosts': unknown('switched-off') }) },
    spares: on(untold(), open),
  },
  'hybrid.authenticator': {
    fires: tenant({ keyRestrictions: restrict('allow', models.yubikey57Nfc) }),
    spares: tenant({ keyRestrictions: restrict('allow', AUTHENTICATOR_ANDROID, AUTHENTICATOR_IOS) }),
    untold: tenant({
      keyRestrictions: { isEnforced: true, enforcementType: 'unknownFutureValue', aaGuids: [] },
    }),
  },
  'hybrid.browser-support': {
    fires: withBrowser('firefox', '140.14.0'),
    spares: withBrowser('firefox', '153.1.0'),
    untold: withBrowser('chrome', null),
  },
  'seckey.browser-support': {
    fires: withBrowser('chrome', '151.0.7900.10'),
    spares: withBrowser('chrome', '152.0.7901.1'),
    untold: { subject: device('linux', { browsers: unknown('busy') }) },
  },
  'seckey.os-support': {
    fires: running('linux', 'fedora', '42'),
    spares: running('linux', 'fedora', '43'),
    untold: running('linux', 'arch', null),
  },
  'macplat.os-support': {
    fires: running('darwin', 'macos', '13.7.8'),
    spares: running('darwin', 'macos', '14.8.9'),
    untold: running('darwin', 'macos', '10.15.7'),
  },
};

/** Tenants that leave out Microsoft Authenticator, or do not, for the tests of that row. */
export const authenticatorTenants: [string, Partial<Fido2Configuration>, string[] | null][] = [
  [
    'block list with the one on iPhones',
    { keyRestrictions: restrict('block', AUTHENTICATOR_IOS) },
    ['iPhone'],
  ],
  [
    'allow list with the one on Android, in braces and capitals',
    { keyRestrictions: restrict('allow', `{${AUTHENTICATOR_ANDROID.toUpperCase()}}`) },
    ['iPhone'],
  ],
  ['empty allow list', { keyRestrictions: restrict('allow') }, ['Android', 'iPhone']],
  ['list that is not enforced', { keyRestrictions: { ...restrict('allow'), isEnforced: false } }, null],
  ['empty block list', { keyRestrictions: restrict('block') }, null],
  [
    'one profile of two leaves it out',
    {
      passkeyProfiles: [
        profile({ keyRestrictions: restrict('allow', models.yubikeyBio) }),
        profile({ id: GROUP_PROFILE, name: 'Pilot' }),
      ],
      includeTargets: [target('all_users', ALL_PROFILE), target('pilot', GROUP_PROFILE)],
    },
    null,
  ],
];
