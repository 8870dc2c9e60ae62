import type { Signals } from '../../src/contract/signals.ts';
import type { Fido2Configuration } from '../../src/contract/tenant.ts';
import { ALL_PROFILE, GROUP_PROFILE, profile, restrict, target, withTenant } from './key-grounds.ts';
import type { Case, RowCases } from './key-rule-cases.ts';
import {
  browser,
  browsers,
  device,
  helloForBusiness,
  helloPolicy,
  homePc,
  is,
  joinState,
  known,
  noTpm,
  os,
  readKey,
  session,
  set,
  tpm,
  unknown,
  untold,
  windowsHello,
  withKeys,
} from './seen-signals.ts';

type Change = Partial<Fido2Configuration>;
const on = (subject: Case['subject'], tenant?: Change): Case => ({
  subject,
  ...(tenant === undefined ? {} : { grounds: (plain) => withTenant(plain, tenant) }),
});
const work = (change: Signals = {}) => on(device('win32', change));
const home = (change: Signals = {}, tenant?: Change) => on(homePc(change), tenant);

const forBusiness = (change: Parameters<typeof helloForBusiness>[0]) => ({
  'hello-for-business': known(helloForBusiness(change)),
});
const policy = (change: Parameters<typeof helloPolicy>[0]) => ({
  'hello-policy': known(helloPolicy(change)),
});
const hello = (change: Parameters<typeof windowsHello>[0]) => ({
  'windows-hello': known(windowsHello(change)),
});
const join = (...given: Parameters<typeof joinState>) => ({ 'join-state': known(joinState(...given)) });
const chip = (change: Parameters<typeof tpm>[0]) => ({ tpm: known(tpm(change)) });
const windows = (change: Parameters<typeof os>[1]) => ({ os: known(os('win32', change)) });
const check = (willProvision: boolean, ...unmet: string[]) => is({ willProvision, unmet });
const notSetUp = forBusiness({ credential: is(false), prerequisites: check(true) });
const cannotServe = (answer: 'not-configured' | 'device-not-present' | 'busy' | 'disabled-by-policy') =>
  hello({ platformAuthenticator: is(false), consentVerifier: is(answer) });
const untoldCredential = forBusiness({ credential: untold('needs-person-session') });
const required = policy({ requireSecurityDevice: set(true) });

const profiles = (...all: Parameters<typeof profile>[0][]): Change => ({
  passkeyProfiles: all.map((one) => profile(one)),
  includeTargets: [target('all_users', ALL_PROFILE)],
});
const two = (forAll: Parameters<typeof profile>[0], forPilot: Parameters<typeof profile>[0]): Change => ({
  passkeyProfiles: [profile(forAll), profile({ id: GROUP_PROFILE, name: 'Pilot', ...forPilot })],
  includeTargets: [target('all_users', ALL_PROFILE), target('pilot', GROUP_PROFILE)],
});
const demanding = { attestationEnforcement: 'registrationOnly' };
const VBS = '9ddd1817-af5a-4672-a2b9-3e3dd95000a9';
const HARDWARE = '08987058-cadc-4b81-b6e1-30de50dcbe96';
const tenantOff = (subject: Case['subject']): RowCases => ({
  fires: on(subject, { state: 'disabled' }),
  spares: on(subject, {}),
});
const ended = { version: '10.0.22631', release: '23H2', edition: 'Professional' };

/** Cases of every row about Windows itself, in the order of the truth table. */
export const windowsRuleCases: Record<string, RowCases> = {
  'whfb.1': { fires: on(device('linux')), spares: work() },
  'whfb.2': { fires: work(), spares: work(notSetUp), untold: work(untoldCredential) },
  'whfb.3': {
    fires: work(forBusiness({ primaryRefreshToken: is(false) })),
    spares: work({ ...forBusiness({ primaryRefreshToken: is(false) }), ...join('registered') }),
    untold: work(forBusiness({ primaryRefreshToken: untold() })),
  },
  'whfb.4': {
    fires: home(),
    spares: work(join('registered')),
    untold: work({ 'join-state': unknown('needs-elevation') }),
  },
  'whfb.4-ad': {
    fires: home(join('none', { domainJoined: is(true) })),
    spares: home(),
    untold: home(join('none', { domainJoined: undefined })),
  },
  'whfb.5': {
    fires: work(join('joined', { deviceAuth: is('disabled-or-deleted') })),
    spares: work(join('joined', { deviceAuth: is('failed') })),
    untold: work({
      ...join('joined', { deviceAuth: is('failed') }),
      ...forBusiness({ primaryRefreshToken: is(false) }),
    }),
  },
  'whfb.6': {
    fires: work({ ...notSetUp, ...policy({ enabled: set(false) }) }),
    spares: work(policy({ enabled: set(false) })),
    untold: work({ ...untoldCredential, ...policy({ enabled: set(false) }) }),
  },
  'whfb.7': {
    fires: work({ ...notSetUp, ...required, tpm: known(noTpm) }),
    spares: work({ ...notSetUp, ...required }),
    untold: work({ ...notSetUp, ...required, tpm: unknown('needs-elevation') }),
  },
  'whfb.8': {
    fires: work({
      ...notSetUp,
      ...policy({ requireSecurityDevice: set(true), excludeTpm12: set(true) }),
      ...chip({ version: is('1.2') }),
    }),
    spares: work({ ...notSetUp, ...required, ...chip({ version: is('1.2') }) }),
    untold: work({
      ...notSetUp,
      ...policy({ requireSecurityDevice: set(true), excludeTpm12: set(true) }),
      ...chip({ version: untold() }),
    }),
  },
  'whfb.9': {
    fires: work({ ...notSetUp, ...chip({ state: is('locked-out') }) }),
    spares: work(chip({ state: is('disabled') })),
    untold: work({ ...notSetUp, ...chip({ state: untold('needs-elevation') }) }),
  },
  'whfb.10': {
    fires: work(chip({ weakFirmware: is(true) })),
    spares: work(),
    untold: work(chip({ weakFirmware: undefined })),
  },
  'whfb.11': {
    fires: work({ ...notSetUp, ...windows(session('remote')) }),
    spares: work(windows(session('remote'))),
    untold: work({ ...notSetUp, ...windows({ session: { kind: untold(), type: null, desktop: null } }) }),
  },
  'whfb.12': {
    fires: work(notSetUp),
    spares: work(forBusiness({ credential: is(false), prerequisites: check(false, 'PolicyEnabled') })),
    untold: work(forBusiness({ credential: is(false), prerequisites: untold() })),
  },
  'whfb.12-unmet': {
    fires: work(forBusiness({ credential: is(false), prerequisites: check(false, 'PolicyEnabled') })),
    spares: work(forBusiness({ credential: is(false), prerequisites: check(false, 'PostLogonEnabled') })),
    untold: work(forBusiness({ credential: untold(), prerequisites: check(false, 'PolicyEnabled') })),
  },
  'whfb.13': {
    fires: work({ tpm: known(noTpm) }),
    spares: work({ ...required, tpm: known(noTpm) }),
    untold: work({ 'hello-policy': unknown('crashed'), tpm: known(noTpm) }),
  },
  'whfb.14': {
    fires: work(hello({ enrolledFactors: is([]) })),
    spares: work(),
    untold: work(hello({ enrolledFactors: untold() })),
  },
  'whfb.os-support': {
    fires: work(windows(ended)),
    spares: work(windows({ ...ended, installation: 'server' })),
    untold: work(windows({ version: '10.0.99999' })),
  },

  'winhello.1': { fires: on(device('darwin')), spares: home() },
  'winhello.2': {
    fires: home(hello({ webauthnApi: is(null), platformAuthenticator: untold('not-supported') })),
    spares: home(hello({ webauthnApi: untold() })),
    untold: home({ 'windows-hello': unknown('crashed') }),
  },
  'winhello.3': {
    fires: home(windows({ installation: 'server' })),
    spares: home(),
    untold: home(windows({ installation: null })),
  },
  'winhello.4': {
    fires: work(),
    spares: home(untoldCredential),
    untold: work(untoldCredential),
  },
  'winhello.5': {
    fires: home(hello({ entraPasskey: is(true) })),
    spares: home(),
    untold: home(hello({ entraPasskey: untold('not-supported') })),
  },
  'winhello.6': {
    fires: home(cannotServe('disabled-by-policy')),
    spares: home(hello({ consentVerifier: untold() })),
    untold: home(hello({ platformAuthenticator: is(false), consentVerifier: untold() })),
  },
  'winhello.7': {
    fires: home(),
    spares: home(cannotServe('not-configured')),
    untold: home(hello({ platformAuthenticator: untold('timed-out') })),
  },
  'winhello.8': {
    fires: home(cannotServe('not-configured')),
    spares: home(cannotServe('device-not-present')),
    untold: home(hello({ platformAuthenticator: is(false), consentVerifier: untold() })),
  },
  'winhello.9': {
    fires: home(cannotServe('device-not-present')),
    spares: home(hello({ consentVerifier: is('device-not-present') })),
    untold: home(hello({ platformAuthenticator: untold(), consentVerifier: is('device-not-present') })),
  },
  'winhello.10': {
    fires: home(cannotServe('busy')),
    spares: home(hello({ consentVerifier: untold() })),
    untold: home(hello({ platformAuthenticator: is(false), consentVerifier: untold() })),
  },
  'winhello.tenant-off': tenantOff(homePc()),
  'winhello.tenant-self-service': {
    fires: home({}, { isSelfServiceRegistrationAllowed: false }),
    spares: home({}, {}),
  },
  'winhello.11': {
    fires: home({}, profiles(demanding)),
    spares: home(hello({ entraPasskey: is(true) }), profiles(demanding)),
    untold: home({}, profiles({ attestationEnforcement: 'always' })),
  },
  'winhello.12': {
    fires: home({}, profiles({ keyRestrictions: restrict('block', VBS) })),
    spares: home({}, profiles({ keyRestrictions: restrict('block', HARDWARE) })),
    untold: home(
      { 'secure-boot': unknown('needs-elevation') },
      profiles({ keyRestrictions: restrict('block', VBS) }),
    ),
  },
  'winhello.13': {
    fires: home({}, profiles({ passkeyTypes: 'synced' })),
    spares: home({}, profiles({ passkeyTypes: 'deviceBound' })),
    untold: home({}, profiles({ passkeyTypes: 'somethingNew' })),
  },
  'winhello.tenant-depends': {
    fires: home({}, two(demanding, {})),
    spares: home({}, two({}, demanding)),
    untold: home({}, two({ attestationEnforcement: 'always' }, {})),
  },
  'winhello.tenant-groups': {
    fires: home({}, { includeTargets: [target('pilot')] }),
    spares: home({}, {}),
  },
  'winhello.14': {
    fires: home({ tpm: known(noTpm) }),
    spares: home(),
    untold: home({ tpm: unknown('needs-elevation') }),
  },
  'winhello.15': {
    fires: home(windows({ version: '10.0.19045', release: '22H2', edition: null })),
    spares: home(windows({ version: '10.0.26200', release: '25H2', edition: 'Core' })),
    // Support for Home and Pro is over, for Enterprise it is not.
    untold: home(windows({ edition: null })),
  },
  'winhello.16': {
    fires: home({ browsers: known(browsers(browser('firefox', '52.9'))) }),
    spares: home(),
    untold: home({ browsers: unknown('timed-out') }),
  },

  'synced.tenant-off': tenantOff(homePc()),
  'synced.1': {
    fires: home({}, profiles(demanding)),
    spares: home({}, profiles({})),
    untold: home({}, {}),
  },
  'synced.tenant-depends': {
    fires: home({}, two({ passkeyTypes: 'deviceBound' }, {})),
    spares: home({}, two({}, { passkeyTypes: 'deviceBound' })),
    untold: home({}, two({ passkeyTypes: 'somethingNew' }, {})),
  },
  'hybrid.tenant-off': tenantOff(device('linux')),
  'hybrid.11': {
    fires: home({}, profiles(demanding)),
    spares: home({}, two({}, demanding)),
    untold: home({}, profiles({ attestationEnforcement: 'always' })),
  },

  'seckey.windows-ready': {
    fires: work(policy({ securityKeySignIn: set(true) })),
    spares: work({ ...policy({ securityKeySignIn: set(true) }), ...withKeys(readKey({ extensions: [] })) }),
    untold: work({ 'hello-policy': unknown('crashed') }),
  },
  'seckey.windows-off': {
    fires: work(),
    spares: home(),
    untold: work(policy({ securityKeySignIn: untold() })),
  },
  'seckey.windows-old': {
    fires: work({ ...join('hybrid'), ...windows({ version: '10.0.18363' }) }),
    spares: work(windows({ version: '10.0.18363' })),
    untold: work({ os: unknown('crashed') }),
  },
  'seckey.windows-ad': {
    fires: home(join('none', { domainJoined: is(true) })),
    spares: home(),
    untold: home(join('none', { domainJoined: untold() })),
  },
  'seckey.windows-not-joined': {
    fires: work(join('registered')),
    spares: work(),
    untold: work({ 'join-state': unknown('timed-out') }),
  },
};
