import type { StatusReport } from '../../src/contract/metadata.ts';
import type { Fido2Configuration, PasskeyProfile } from '../../src/contract/tenant.ts';
import type { Grounds } from '../../src/core/assess/grounds.ts';
import { models } from './seen-signals.ts';

/** Grounds for tests of security keys: a small table of models, metadata and tenant settings put in by hand. */
export function withModels(grounds: Grounds): Grounds {
  const eligible = [models.yubikey54Nfc, models.yubikey57Nfc, models.yubikeyBio, models.ishieldPro];
  const rows = eligible.map(
    (aaguid) =>
      [
        aaguid,
        { aaguid, name: `Model ${aaguid.slice(0, 8)}`, role: 'key', entraAttestation: true, source: 'test' },
      ] as const,
  );
  return { ...grounds, keyKnowledge: { ...grounds.keyKnowledge, models: new Map(rows) } };
}

export function withTenant(grounds: Grounds, change: Partial<Fido2Configuration> = {}): Grounds {
  return { ...grounds, tenant: { fido2: fido2(change), version: 'abc123' } };
}

export function withMetadata(
  grounds: Grounds,
  statusReports: StatusReport[],
  change: { aaguid?: string; nextUpdate?: string; name?: string } = {},
): Grounds {
  const { aaguid = models.yubikey57Nfc, nextUpdate = '2026-12-01', name = 'Model of the blob' } = change;
  const metadata = { no: 285, nextUpdate, byAaguid: new Map([[aaguid, { aaguid, name, statusReports }]]) };
  return { ...grounds, keyKnowledge: { ...grounds.keyKnowledge, metadata } };
}

/** A tenant before profiles: on for everybody, nothing demanded. */
export function fido2(change: Partial<Fido2Configuration> = {}): Fido2Configuration {
  return {
    id: 'Fido2',
    state: 'enabled',
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: false,
    keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
    includeTargets: [{ targetType: 'group', id: 'all_users' }],
    excludeTargets: [],
    ...change,
  };
}

export const ALL_PROFILE = '00000000-0000-0000-0000-000000000001';
export const GROUP_PROFILE = '11111111-2222-3333-4444-555555555555';

export function profile(change: Partial<PasskeyProfile> = {}): PasskeyProfile {
  return {
    id: ALL_PROFILE,
    name: 'Default passkey profile',
    passkeyTypes: 'deviceBound,synced',
    attestationEnforcement: 'disabled',
    keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [] },
    ...change,
  };
}
export function restrict(enforcementType: 'allow' | 'block', ...aaGuids: string[]) {
  return { isEnforced: true, enforcementType, aaGuids };
}
/** A target of all users, or of one group, that is given these profiles. */
export function target(id: string, ...allowedPasskeyProfiles: string[]) {
  return { targetType: 'group', id, isRegistrationRequired: false, allowedPasskeyProfiles };
}
