import type { Grounds } from '../../src/core/assess/grounds.ts';
import type { Subject } from '../../src/core/assess/rule.ts';
import {
  ALL_PROFILE,
  fido2,
  GROUP_PROFILE,
  profile,
  restrict,
  target,
  withMetadata,
  withTenant,
} from './key-grounds.ts';
import {
  closedKey,
  device,
  is,
  key,
  known,
  models,
  readKey,
  u2fKey,
  untold,
  withKeys,
} from './seen-signals.ts';

/** A device, and what it is judged by where the plain grounds are not enough. */
export type Case = { readonly subject: Subject; readonly grounds?: (plain: Grounds) => Grounds };
export type RowCases = { readonly fires: Case; readonly spares: Case; readonly untold?: Case };

type Key = ReturnType<typeof readKey>;
const on = (
  seen: Key,
  grounds?: Case['grounds'],
  platform: 'linux' | 'darwin' | 'win32' = 'linux',
): Case => ({
  subject: device(platform, withKeys(seen)),
  ...(grounds === undefined ? {} : { grounds }),
});
const options = (change: Record<string, boolean>) => ({ options: { rk: true, up: true, ...change } });
const faulty = (...faultyMembers: string[]) => ({ faultyMembers });
const tries = (left: number, replugFirst = false) => ({ pinRetries: is({ left, replugFirst }) });

/** A status alone in the history, and one that a certification of a newer version follows. */
const status = (word: string): RowCases => {
  const day = (date: string) => ({ effectiveDate: date });
  const reports = [{ status: word, ...day('2025-01-01'), authenticatorVersion: 0x50600 }];
  const mended = [
    ...reports,
    { status: 'FIDO_CERTIFIED_L1', ...day('2025-06-01'), authenticatorVersion: 0x50700 },
  ];
  return {
    fires: on(readKey(), (plain) => withMetadata(plain, reports)),
    spares: on(readKey(), (plain) => withMetadata(plain, mended)),
    untold: on(readKey({ firmwareVersion: undefined }), (plain) => withMetadata(plain, mended)),
  };
};
const uncertified = (word: string): RowCases => {
  const reports = [{ status: word, effectiveDate: '2025-01-01' }];
  const later = [...reports, { status: 'FIDO_CERTIFIED_L1', effectiveDate: '2025-02-01' }];
  return {
    fires: on(readKey(), (plain) => withMetadata(plain, reports)),
    spares: on(readKey(), (plain) => withMetadata(plain, later)),
  };
};

const bothProfiles = (change: Parameters<typeof profile>[0]) =>
  fido2({
    passkeyProfiles: [
      profile({ ...change, name: 'Everyone' }),
      profile({ id: GROUP_PROFILE, name: 'Pilot' }),
    ],
    includeTargets: [target('all_users', ALL_PROFILE), target('some-group', GROUP_PROFILE)],
  });
const oneProfile = (change: Parameters<typeof profile>[0]) =>
  fido2({
    passkeyProfiles: [profile(change)],
    includeTargets: [target('all_users', ALL_PROFILE)],
  });
const tenant = (change: Parameters<typeof withTenant>[1]) => (plain: Grounds) => withTenant(plain, change);
const noKey = (grounds?: Case['grounds']): Case => ({
  subject: device('linux'),
  ...(grounds === undefined ? {} : { grounds }),
});

/** For every row of security keys that needs more than a plain device. */
export const keyRuleCases: Record<string, RowCases> = {
  'seckey.5': { fires: on(closedKey('needs-elevation'), undefined, 'win32'), spares: on(readKey()) },
  'seckey.not-inspected': { fires: on(key(is(true))), spares: on(readKey()) },
  'seckey.6': { fires: on(u2fKey()), spares: on(readKey({ versions: ['FIDO_2_1_PRE'] })) },
  'seckey.7': {
    fires: on(readKey({ options: { up: true, clientPin: true } })),
    spares: on(readKey()),
    untold: on(readKey({ options: { clientPin: true }, ...faulty('options.rk') })),
  },
  'seckey.8': {
    fires: on(readKey(options({}))),
    spares: on(readKey(options({ clientPin: false }))),
    untold: on(readKey({ ...options({}), ...faulty('options.clientPin') })),
  },
  'seckey.9': {
    fires: on(readKey(options({ clientPin: false }))),
    spares: on(readKey(options({ clientPin: false, uv: true }))),
    untold: on(readKey({ ...options({ clientPin: false }), ...faulty('options.uv') })),
  },
  'seckey.9-uv': {
    fires: on(readKey(options({ uv: false }))),
    spares: on(readKey(options({ uv: true }))),
    untold: on(readKey({ ...options({ uv: false }), ...faulty('options.clientPin') })),
  },
  'seckey.10': {
    fires: on(readKey({}, tries(0))),
    spares: on(readKey({}, tries(1))),
    untold: on(readKey({}, { pinRetries: untold('timed-out') })),
  },
  'seckey.10-change': {
    fires: on(readKey({ forcePinChange: true })),
    spares: on(readKey({ forcePinChange: false })),
    untold: on(readKey(faulty('forcePINChange'))),
  },
  'seckey.10-few': {
    fires: on(readKey({}, tries(2))),
    spares: on(readKey({}, tries(3))),
    untold: on(readKey({}, { pinRetries: untold('busy') })),
  },
  'seckey.11': {
    fires: on(readKey({ extensions: ['credProtect'] })),
    spares: on(readKey()),
    untold: on(readKey({ extensions: undefined, ...faulty('extensions') })),
  },
  'seckey.12': {
    fires: on(readKey({ remainingDiscoverableCredentials: 0 })),
    spares: on(readKey({ remainingDiscoverableCredentials: undefined })),
    untold: on(
      readKey({
        remainingDiscoverableCredentials: undefined,
        ...faulty('remainingDiscoverableCredentials'),
      }),
    ),
  },
  'seckey.13': {
    fires: on(readKey({ aaguid: models.onNoList }), tenant({ isAttestationEnforced: true })),
    spares: on(readKey(), tenant({ isAttestationEnforced: true })),
    untold: on(readKey({ aaguid: models.onNoList }), tenant({ isAttestationEnforced: null })),
  },
  'seckey.14': {
    fires: on(readKey(), tenant({ keyRestrictions: restrict('block', models.yubikey57Nfc) })),
    spares: on(readKey(), tenant({ keyRestrictions: restrict('allow', models.yubikey57Nfc) })),
    untold: on(
      readKey(),
      tenant({ keyRestrictions: { isEnforced: true, enforcementType: 'unknownFutureValue' } }),
    ),
  },
  'seckey.tenant-type': {
    fires: on(readKey(), tenant(oneProfile({ passkeyTypes: 'synced' }))),
    spares: on(readKey(), tenant(oneProfile({ passkeyTypes: 'synced, DeviceBound' }))),
    untold: on(readKey(), tenant(oneProfile({ passkeyTypes: 'synced,somethingNew' }))),
  },
  'seckey.tenant-depends': {
    fires: on(readKey(), tenant(bothProfiles({ keyRestrictions: restrict('allow') }))),
    spares: on(readKey(), tenant(bothProfiles({}))),
    untold: on(readKey(), tenant(bothProfiles({ attestationEnforcement: null, passkeyTypes: null }))),
  },
  'seckey.tenant-groups': {
    fires: on(readKey(), tenant({ includeTargets: [target('some-group')] })),
    spares: on(readKey(), tenant({})),
    untold: on(
      readKey(),
      tenant({ includeTargets: [target('some-group')], keyRestrictions: { isEnforced: null } }),
    ),
  },
  'seckey.tenant-off': { fires: noKey(tenant({ state: 'disabled' })), spares: noKey(tenant({})) },
  'seckey.tenant-self-service': {
    fires: noKey(tenant({ isSelfServiceRegistrationAllowed: false })),
    spares: noKey(tenant({ isSelfServiceRegistrationAllowed: null })),
  },
  'seckey.tenant-excluded': {
    fires: noKey(tenant({ excludeTargets: [target('guests')] })),
    spares: noKey(tenant({})),
  },
  'seckey.tenant-list': {
    fires: noKey(tenant({ keyRestrictions: restrict('allow', 'YubiKey 5') })),
    spares: noKey(tenant({ keyRestrictions: restrict('allow', ` {${models.yubikeyBio.toUpperCase()}} `) })),
  },
  'seckey.15-revoked': status('REVOKED'),
  'seckey.15-user-key-remote-compromise': status('USER_KEY_REMOTE_COMPROMISE'),
  'seckey.15-attestation-key-compromise': status('ATTESTATION_KEY_COMPROMISE'),
  'seckey.15-user-verification-bypass': status('USER_VERIFICATION_BYPASS'),
  'seckey.15-user-key-physical-compromise': status('USER_KEY_PHYSICAL_COMPROMISE'),
  'seckey.15-update-available': status('UPDATE_AVAILABLE'),
  'seckey.15-retired': status('RETIRED'),
  'seckey.15-not-fido-certified': uncertified('NOT_FIDO_CERTIFIED'),
  'seckey.15-self-assertion-submitted': uncertified('SELF_ASSERTION_SUBMITTED'),
  'seckey.15-other': {
    fires: on(readKey(), (plain) => withMetadata(plain, [{ status: 'FROZEN_IN_AMBER' }])),
    spares: on(readKey(), (plain) => withMetadata(plain, [{ status: 'FIDO_CERTIFIED_L9' }])),
  },
  'seckey.16': {
    fires: on(readKey({ aaguid: models.yubikey54Nfc, firmwareVersion: 0x50403 })),
    spares: on(readKey()),
    untold: on(readKey({ aaguid: models.ishieldPro }, {}, { vendorId: 0x058b })),
  },
  'seckey.17': {
    fires: on(readKey({ transports: ['ble'] }), undefined, 'darwin'),
    spares: on(readKey({ transports: undefined }), undefined, 'darwin'),
    untold: on(readKey({ transports: undefined, ...faulty('transports') }), undefined, 'darwin'),
  },
  'seckey.19': {
    fires: {
      subject: device('linux', {
        'security-key': known({
          keys: [],
          fidoOff: is([{ vendorId: 0x1050, productId: 0x0401, product: 'YubiKey OTP' }]),
        }),
      }),
    },
    spares: noKey(),
    untold: {
      subject: device('linux', {
        'security-key': known({ keys: [], fidoOff: untold('no-device-access') }),
      }),
    },
  },
  'seckey.20': {
    fires: on(readKey()),
    spares: on(u2fKey()),
  },
  'seckey.metadata-missing': {
    fires: on(readKey(), tenant({ isAttestationEnforced: true })),
    spares: on(readKey(), tenant({})),
  },
  'seckey.metadata-stale': {
    fires: on(readKey(), (plain) => withMetadata(plain, [], { nextUpdate: '2026-11-15' })),
    spares: on(readKey(), (plain) => withMetadata(plain, [], { nextUpdate: '2026-11-16' })),
  },
};
