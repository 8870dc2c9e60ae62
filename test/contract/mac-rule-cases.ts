import type { Signals } from '../../src/contract/signals.ts';
import type { Fido2Configuration } from '../../src/contract/tenant.ts';
import { ALL_PROFILE, GROUP_PROFILE, profile, restrict, target, withTenant } from './key-grounds.ts';
import type { Case, RowCases } from './key-rule-cases.ts';
import {
  device,
  is,
  known,
  macModel,
  mdm,
  models,
  noPlatformSso,
  os,
  platformSso,
  secureEnclave,
  touchId,
  unknown,
  untold,
} from './seen-signals.ts';

type Change = Partial<Fido2Configuration>;
const mac = (change: Signals = {}, tenant?: Change): Case => ({
  subject: device('darwin', change),
  ...(tenant === undefined ? {} : { grounds: (plain) => withTenant(plain, tenant) }),
});
const sso = (change: Parameters<typeof platformSso>[0]) => ({ 'platform-sso': known(platformSso(change)) });
const macos = (version: string) => ({ os: known(os('darwin', { version, prettyName: `macOS ${version}` })) });
const model = (name: string | null, chip: Parameters<typeof secureEnclave>[0] = 't2') => ({
  hardware: known(macModel(name)),
  'secure-enclave': known(secureEnclave(chip)),
});
const demanding = { biometricPolicy: is(true) };
const unregistered = { registered: is(false), userState: is('none' as const) };

/** Model of a Mac's own passkey, in capitals as an administrator may have pasted it. */
const MAC = '7FD635B3-2EF9-4542-8D9D-164F2C771EFC';
const attesting = { attestationEnforcement: 'registrationOnly' };
const profiles = (forAll: Parameters<typeof profile>[0]): Change => ({
  passkeyProfiles: [profile(forAll)],
  includeTargets: [target('all_users', ALL_PROFILE)],
});
const two = (forAll: Parameters<typeof profile>[0], forPilot: Parameters<typeof profile>[0]): Change => ({
  passkeyProfiles: [profile(forAll), profile({ id: GROUP_PROFILE, name: 'Pilot', ...forPilot })],
  includeTargets: [target('all_users', ALL_PROFILE), target('pilot', GROUP_PROFILE)],
});
const refusing = { keyRestrictions: restrict('allow', models.yubikey57Nfc) };

/** Cases of every row about a Mac's own passkey, in the order of the truth table. */
export const macRuleCases: Record<string, RowCases> = {
  'macplat.1': { fires: { subject: device('win32') }, spares: mac() },
  'macplat.2': {
    fires: mac({ ...model('iMac18,3', 'none'), 'platform-sso': known(noPlatformSso()) }),
    spares: mac({ 'secure-enclave': unknown('timed-out') }),
    untold: mac({ 'secure-enclave': unknown('timed-out'), ...sso(unregistered) }),
  },
  'macplat.3': {
    fires: mac({ ...macos('12.7.6'), ...model('MacBookPro14,1') }),
    spares: mac({ ...macos('12.7.6'), ...model('MacBookPro13,1') }),
    untold: mac({ ...macos('12.7.6'), ...model('MacBookPro99,1') }),
  },
  'macplat.3-stuck': {
    fires: mac({ ...macos('12.7.6'), ...model('MacBookPro13,1', 't1') }),
    spares: mac({ ...macos('12.7.6'), ...model('Mac99,1', 'apple-silicon') }),
    untold: mac({ ...macos('12.7.6'), ...model(null) }),
  },
  'macplat.native-apps': {
    fires: mac(macos('13.6')),
    spares: mac(macos('14.0')),
    untold: mac({ os: unknown('crashed') }),
  },
  'macplat.14': {
    fires: mac(macos('15.2')),
    spares: mac(macos('15.3')),
    untold: mac({ ...macos('15.0'), 'platform-sso': unknown('needs-person-session') }),
  },
  'macplat.4': {
    fires: mac({ 'mdm-enrolment': known(mdm(false)), 'platform-sso': known(noPlatformSso()) }),
    spares: mac({ 'mdm-enrolment': unknown('refused') }),
    untold: mac({ 'mdm-enrolment': unknown('refused'), 'platform-sso': known(noPlatformSso()) }),
  },
  'macplat.5': {
    fires: mac(sso({ companyPortal: is(null) })),
    spares: mac(sso({ companyPortal: is('5.2403.1') })),
    untold: mac(sso({ companyPortal: untold() })),
  },
  'macplat.5-old': {
    fires: mac(sso({ companyPortal: is('5.2403.1') })),
    spares: mac(sso({ companyPortal: is('5.2404.0') })),
    untold: mac(sso({ companyPortal: is('newest') })),
  },
  'macplat.6': {
    fires: mac({ 'platform-sso': known(noPlatformSso('other')) }),
    spares: mac({ ...macos('12.7.6'), 'platform-sso': known(noPlatformSso()) }),
    untold: mac({ 'platform-sso': unknown('needs-person-session') }),
  },
  'macplat.7': {
    fires: mac(sso({ method: is('password') })),
    spares: mac({ ...macos('12.7.6'), ...sso({ method: is('password') }) }),
    untold: mac(sso({ method: is('access-key') })),
  },
  'macplat.8': {
    fires: mac(sso({ registered: is(true), userState: is('none') })),
    spares: mac(sso({ ...unregistered, method: is('smart-card') })),
    untold: mac(sso({ registered: untold() })),
  },
  'macplat.9': {
    fires: mac(sso({ userState: is('needs-new-keys') })),
    spares: mac(sso({ registered: is(false), userState: is('needs-registration') })),
    untold: mac(sso({ userState: untold() })),
  },
  'macplat.9-tokens': {
    fires: mac(sso({ tokens: is('expired') })),
    spares: mac(sso({ tokens: is('expired'), userState: is('needs-registration') })),
    untold: mac(sso({ tokens: untold() })),
  },
  'macplat.10': {
    fires: mac({ ...sso(demanding), 'biometric-sensor': known(touchId()) }),
    spares: mac({ 'biometric-sensor': known(touchId()) }),
    untold: mac({ ...sso(demanding), 'biometric-sensor': known({ sensors: [], complete: false }) }),
  },
  'macplat.11': {
    fires: mac({ ...sso(demanding), 'biometric-sensor': known(touchId(0, 0)) }),
    spares: mac({ ...sso(demanding), 'biometric-sensor': known(touchId(0, 1)) }),
    untold: mac({ ...sso(demanding), 'biometric-sensor': known(touchId(null)) }),
  },
  'macplat.12': {
    fires: mac(sso({ ...demanding, companyPortal: is('5.2503.9') })),
    spares: mac({ ...macos('14.6'), ...sso(demanding) }),
    untold: mac(sso({ ...demanding, companyPortal: untold() })),
  },
  'macplat.13': {
    fires: mac(sso({ credentialProvider: is('off') })),
    spares: mac(sso({ credentialProvider: is('undecided') })),
    untold: mac(sso({ credentialProvider: untold() })),
  },
  'macplat.13-undecided': {
    fires: mac(sso({ credentialProvider: is('undecided') })),
    spares: mac(sso({ credentialProvider: is('off') })),
    untold: mac(sso({ credentialProvider: untold('timed-out') })),
  },
  'macplat.tenant-off': { fires: mac({}, { state: 'disabled' }), spares: mac({}, {}) },
  'macplat.15': {
    fires: mac({}, { keyRestrictions: restrict('block', `{${MAC}}`) }),
    spares: mac({}, { keyRestrictions: restrict('allow', MAC) }),
    untold: mac(
      {},
      { keyRestrictions: { isEnforced: true, enforcementType: 'unknownFutureValue', aaGuids: [MAC] } },
    ),
  },
  'macplat.tenant-type': {
    fires: mac({}, profiles({ passkeyTypes: 'synced' })),
    spares: mac({}, profiles({ passkeyTypes: 'deviceBound' })),
    untold: mac({}, profiles({ passkeyTypes: 'unknownFutureValue' })),
  },
  'macplat.tenant-attestation': {
    fires: mac(sso(unregistered), profiles(attesting)),
    spares: mac({}, profiles(attesting)),
    untold: mac(sso(unregistered), profiles({ attestationEnforcement: 'unknownFutureValue' })),
  },
  'macplat.tenant-depends': {
    fires: mac({}, two(refusing, {})),
    spares: mac({}, two({}, refusing)),
    untold: mac(sso(unregistered), two(attesting, {})),
  },
  'macplat.tenant-groups': {
    fires: mac({}, { ...two({}, {}), includeTargets: [target('pilot', GROUP_PROFILE)] }),
    spares: mac({}, two({}, {})),
    untold: mac(sso(unregistered), {
      ...two({}, attesting),
      includeTargets: [target('pilot', GROUP_PROFILE)],
    }),
  },
  'macplat.16': { fires: mac(), spares: mac(sso(unregistered)) },
};
