import type { SignalId } from '../../../contract/signals.ts';
import { and, cannotTell, not, type Truth, truthOf } from '../truth.ts';
import { isListed } from './aaguid-list.ts';
import type { ProfileInReach } from './profiles-in-reach.ts';

/** What a tenant's settings need to know of a passkey before it is registered. */
export type AskedPasskey = {
  readonly type: 'deviceBound' | 'synced';
  /** Models it may be of; several where the model is only narrowed down, none where it does not count. */
  readonly aaguids: readonly string[];
  /** May it be used where attestation is enforced? */
  readonly attestable: Truth;
  /** Signal to name where something cannot be told. */
  readonly about: SignalId;
};

/** Why a profile may refuse a passkey: its kind, its want of proof, its model. */
export const refusals = ['type', 'attestation', 'model'] as const;
export type Refusal = (typeof refusals)[number];

/** Why one profile would refuse a passkey at registration, each reason on its own. */
export function refusalsOf(
  profile: ProfileInReach,
  passkey: AskedPasskey,
): { readonly [Reason in Refusal]: Truth } {
  const { type, about } = passkey;
  return {
    type: type === 'synced' ? forbidsSynced(profile, about) : forbidsDeviceBound(profile, about),
    attestation: and(enforcesAttestation(profile, about), not(passkey.attestable)),
    model: barsModel(profile, passkey),
  };
}

/** Does this profile demand attestation when a passkey is registered? */
export function enforcesAttestation({ attestation, name }: ProfileInReach, about: SignalId): Truth {
  if (attestation === 'untold') return untold(`whether ${name} demands attestation`, about);
  return truthOf(attestation === 'enforced');
}

/** Does this profile leave out passkeys that stay on one device, as those of a security key do? */
export function forbidsDeviceBound(profile: ProfileInReach, about: SignalId): Truth {
  return forbidsType(profile, 'devicebound', about);
}

/**
 * Does this profile leave out synced passkeys? Settings from before profiles do not say: when Microsoft turned them into profiles, those
 * without attestation came to allow synced passkeys as well.
 * Source: https://mc.merill.net/message/MC1221452
 */
function forbidsSynced(profile: ProfileInReach, about: SignalId): Truth {
  if (profile.beforeProfiles) return untold(`whether ${profile.name} allows synced passkeys`, about);
  return forbidsType(profile, 'synced', about);
}

function forbidsType({ passkeyTypes, name }: ProfileInReach, type: string, about: SignalId): Truth {
  if (passkeyTypes === null || passkeyTypes === undefined) return untold(`passkey types of ${name}`, about);
  const types = passkeyTypes
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  if (types.includes(type)) return 'no';
  const known = types.every((one) => one === 'synced' || one === 'devicebound');
  return known ? 'yes' : untold(`passkey types of ${name}`, about);
}

function barsModel({ keyRestrictions, name }: ProfileInReach, { aaguids, about }: AskedPasskey): Truth {
  if (keyRestrictions === null || aaguids.length === 0) return 'no';
  if (keyRestrictions === undefined) return untold(`key restrictions of ${name}`, about);
  const { isEnforced, enforcementType, aaGuids } = keyRestrictions;
  if (isEnforced === false) return 'no';
  if (isEnforced !== true) return untold(`whether ${name} restricts keys`, about);
  if (aaGuids === null || aaGuids === undefined) return untold(`list of keys of ${name}`, about);
  if (enforcementType !== 'allow' && enforcementType !== 'block')
    return untold(`kind of key restriction of ${name}`, about);
  const barred = aaguids.filter((aaguid) => isListed(aaGuids, aaguid) === (enforcementType === 'block'));
  if (barred.length === aaguids.length) return 'yes';
  return barred.length === 0 ? 'no' : untold(`the model, which ${name} restricts`, about);
}

function untold(detail: string, signal: SignalId): Truth {
  return cannotTell({ signal, reason: 'not-supported', detail });
}
