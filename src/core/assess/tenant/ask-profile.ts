import { and, cannotTell, not, type Truth, truthOf } from '../truth.ts';
import { isListed } from './aaguid-list.ts';
import type { ProfileInReach } from './profiles-in-reach.ts';

/** What a tenant's settings need to know of a key's model. */
export type ModelOfKey = {
  readonly aaguid: string;
  /** May it be used where attestation is enforced? */
  readonly attestable: Truth;
};

export const refusalCodes = ['TYPE_NOT_ALLOWED', 'KEY_NOT_ATTESTABLE', 'AAGUID_NOT_ALLOWED'] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Why one profile would refuse a key at registration, each reason on its own. A security key's passkeys are device-bound. */
export function refusalsOf(
  profile: ProfileInReach,
  model: ModelOfKey,
): { readonly [Code in RefusalCode]: Truth } {
  return {
    TYPE_NOT_ALLOWED: forbidsDeviceBound(profile),
    KEY_NOT_ATTESTABLE: and(enforcesAttestation(profile), not(model.attestable)),
    AAGUID_NOT_ALLOWED: barsModel(profile, model.aaguid),
  };
}

/** Does this profile demand attestation when a passkey is registered? */
export function enforcesAttestation({ attestation, name }: ProfileInReach): Truth {
  if (attestation === 'untold') return untold(`whether ${name} demands attestation`);
  return truthOf(attestation === 'enforced');
}

/** Does this profile leave out passkeys that stay on one device, as those of a security key do? */
export function forbidsDeviceBound({ passkeyTypes, name }: ProfileInReach): Truth {
  if (passkeyTypes === null || passkeyTypes === undefined) return untold(`passkey types of ${name}`);
  const types = passkeyTypes
    .split(',')
    .map((type) => type.trim().toLowerCase())
    .filter((type) => type !== '');
  if (types.includes('devicebound')) return 'no';
  return types.every((type) => type === 'synced') ? 'yes' : untold(`passkey types of ${name}`);
}

function barsModel({ keyRestrictions, name }: ProfileInReach, aaguid: string): Truth {
  if (keyRestrictions === null) return 'no';
  if (keyRestrictions === undefined) return untold(`key restrictions of ${name}`);
  const { isEnforced, enforcementType, aaGuids } = keyRestrictions;
  if (isEnforced === false) return 'no';
  if (isEnforced !== true) return untold(`whether ${name} restricts keys`);
  if (aaGuids === null || aaGuids === undefined) return untold(`list of keys of ${name}`);
  if (enforcementType === 'allow') return truthOf(!isListed(aaGuids, aaguid));
  if (enforcementType === 'block') return truthOf(isListed(aaGuids, aaguid));
  return untold(`kind of key restriction of ${name}`);
}

function untold(detail: string): Truth {
  return cannotTell({ signal: 'security-key', reason: 'not-supported', detail });
}
