import type { Fido2Configuration } from '../../../contract/tenant.ts';
import { and, every, not, or, some, type Truth, truthOf } from '../truth.ts';
import {
  enforcesAttestation,
  forbidsDeviceBound,
  type ModelOfKey,
  type RefusalCode,
  refusalCodes,
  refusalsOf,
} from './ask-profile.ts';
import { isEverybody, type ProfileInReach, profilesInReach } from './profiles-in-reach.ts';

/** What the tenant's settings say of one key. At most one of the three can be yes. */
export type TenantAnswer = {
  /** Nobody's settings here take the key; by reason. */
  readonly refused: { readonly [Code in RefusalCode]: Truth };
  /** Some settings take it and some refuse it, and which count depends on groups that a device cannot see. */
  readonly dependsOnGroup: Truth;
  /** All settings take it, and they count for people in some groups only. */
  readonly groupsOnly: Truth;
  /** Which settings take it, and which refuse it for what, for evidence. */
  readonly taking: readonly ProfileInReach[];
  readonly refusing: { readonly [Code in RefusalCode]: readonly ProfileInReach[] };
};

/** Judges a key by a tenant's settings. What a person's groups are is never known here, so it is never guessed. */
export function judgeByTenant(fido2: Fido2Configuration, model: ModelOfKey): TenantAnswer {
  const asked = (isOff(fido2) ? [] : profilesInReach(fido2)).map((profile) => {
    const refusals = refusalsOf(profile, model);
    return { profile, refusals, refuses: or(...Object.values(refusals)) };
  });
  const all = and(
    truthOf(asked.length > 0),
    every(asked, ({ refuses }) => refuses),
  );
  const noneRefuses = every(asked, ({ refuses }) => not(refuses));
  const everyoneMay = some(asked, ({ profile, refuses }) =>
    and(truthOf(profile.reach === 'everyone'), not(refuses)),
  );
  const byCode = <Value>(value: (code: RefusalCode) => Value) =>
    Object.fromEntries(refusalCodes.map((code) => [code, value(code)])) as { [Code in RefusalCode]: Value };
  return {
    refused: byCode((code) =>
      and(
        all,
        some(asked, ({ refusals }) => refusals[code]),
      ),
    ),
    dependsOnGroup: and(not(all), not(everyoneMay), not(noneRefuses)),
    groupsOnly: and(truthOf(asked.length > 0), noneRefuses, not(everyoneMay)),
    taking: asked.filter(({ refuses }) => refuses === 'no').map(({ profile }) => profile),
    refusing: byCode((code) =>
      asked.filter(({ refusals }) => refusals[code] === 'yes').map(({ profile }) => profile),
    ),
  };
}

/** Nobody may use passkeys here: switched off, for nobody, or everybody is excluded. Null = that is not so. */
export function whyOff(fido2: Fido2Configuration): string | null {
  if (fido2.state === 'disabled') return 'the method Passkey (FIDO2) is disabled';
  if ((fido2.excludeTargets ?? []).some(({ id }) => isEverybody(id))) return 'all users are excluded';
  if (profilesInReach(fido2).length === 0) return 'no group is included';
  return null;
}
function isOff(fido2: Fido2Configuration): boolean {
  return whyOff(fido2) !== null;
}

/**
 * Is attestation demanded of every security key? Profiles that take none do not count. Where one that does goes without it, or cannot be
 * told, the answer is not yes.
 */
export function demandsAttestation(fido2: Fido2Configuration): Truth {
  const profiles = profilesForKeys(fido2);
  return and(truthOf(profiles.length > 0), every(profiles, enforcesAttestation));
}

/** May attestation be demanded of any security key? */
export function mayDemandAttestation(fido2: Fido2Configuration): boolean {
  return profilesForKeys(fido2).some((profile) => enforcesAttestation(profile) !== 'no');
}

function profilesForKeys(fido2: Fido2Configuration): ProfileInReach[] {
  if (isOff(fido2)) return [];
  return profilesInReach(fido2).filter((profile) => forbidsDeviceBound(profile) !== 'yes');
}
