import type { Fido2Configuration, PasskeyProfile } from '../../../contract/tenant.ts';

/** Applies where a target names no profile (Microsoft's fixed id of the default passkey profile). */
export const DEFAULT_PROFILE_ID = '00000000-0000-0000-0000-000000000001';

/** One set of passkey settings that may apply to whoever uses this device. */
export type ProfileInReach = {
  readonly name: string;
  /** `everyone` = by `all_users`; `groups` = only for people in some groups, which a device cannot tell. */
  readonly reach: 'everyone' | 'groups';
  readonly passkeyTypes: string | null | undefined;
  readonly attestation: 'enforced' | 'not-enforced' | 'untold';
  readonly keyRestrictions: PasskeyProfile['keyRestrictions'];
  /** The top-level settings of a file without profiles. */
  readonly beforeProfiles: boolean;
};

/**
 * The profiles that apply to anybody. A person may use a passkey that satisfies one of theirs. Old tenants have no profiles, and the
 * top-level settings count for all.
 * Source: https://learn.microsoft.com/en-us/graph/api/resources/passkeyprofile?view=graph-rest-1.0
 */
export function profilesInReach(fido2: Fido2Configuration): ProfileInReach[] {
  const targets = fido2.includeTargets ?? [];
  const profiles = fido2.passkeyProfiles ?? [];
  if (profiles.length === 0) {
    const reach = reachOf(fido2, targets);
    return reach === null ? [] : [topLevel(fido2, reach)];
  }
  return profiles.flatMap((profile) => {
    const reach = reachOf(
      fido2,
      targets.filter((target) => profileIdsOf(target).includes(profile.id.toLowerCase())),
    );
    return reach === null ? [] : [asInReach(profile, reach)];
  });
}

type Target = NonNullable<Fido2Configuration['includeTargets']>[number];

/** Profiles that targets name and that the file does not hold. */
export function missingProfiles(fido2: Fido2Configuration): string[] {
  const held = new Set((fido2.passkeyProfiles ?? []).map(({ id }) => id.toLowerCase()));
  if (held.size === 0) return [];
  const named = (fido2.includeTargets ?? []).flatMap((target) => profileIdsOf(target));
  return [...new Set(named)].filter((id) => !held.has(id));
}

function profileIdsOf({ allowedPasskeyProfiles }: Target): string[] {
  const named = allowedPasskeyProfiles ?? [];
  return named.length === 0 ? [DEFAULT_PROFILE_ID] : named.map((id) => id.toLowerCase());
}

/** Null = for nobody. A file without targets does not say for whom, which is like groups that cannot be told. */
function reachOf(fido2: Fido2Configuration, targets: readonly Target[]): 'everyone' | 'groups' | null {
  if (fido2.includeTargets === undefined || fido2.includeTargets === null) return 'groups';
  if (targets.length === 0) return null;
  return targets.some(({ id }) => isEverybody(id)) ? 'everyone' : 'groups';
}

/** The id that stands for all people of the tenant. */
export function isEverybody(id: string): boolean {
  return id.toLowerCase() === 'all_users';
}

function topLevel(fido2: Fido2Configuration, reach: ProfileInReach['reach']): ProfileInReach {
  const enforced = fido2.isAttestationEnforced;
  return {
    name: "the tenant's passkey policy",
    reach,
    // Settings from before profiles know no other kind.
    passkeyTypes: 'deviceBound',
    attestation: enforced === true ? 'enforced' : enforced === false ? 'not-enforced' : 'untold',
    keyRestrictions: fido2.keyRestrictions,
    beforeProfiles: true,
  };
}

function asInReach(profile: PasskeyProfile, reach: ProfileInReach['reach']): ProfileInReach {
  const name = profile.name ?? profile.id;
  return {
    name: `the profile "${name.slice(0, 60)}"`,
    reach,
    passkeyTypes: profile.passkeyTypes,
    attestation: attestationOf(profile.attestationEnforcement),
    keyRestrictions: profile.keyRestrictions,
    beforeProfiles: false,
  };
}

function attestationOf(enforcement: string | null | undefined): ProfileInReach['attestation'] {
  if (enforcement === 'registrationOnly') return 'enforced';
  return enforcement === 'disabled' ? 'not-enforced' : 'untold';
}
