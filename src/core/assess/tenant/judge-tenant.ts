import type { SignalId } from '../../../contract/signals.ts';
import type { Fido2Configuration } from '../../../contract/tenant.ts';
import { and, every, not, or, some, type Truth, truthOf } from '../truth.ts';
import {
  type AskedPasskey,
  enforcesAttestation,
  forbidsDeviceBound,
  type Refusal,
  refusals,
  refusalsOf,
} from './ask-profile.ts';
import { isEverybody, type ProfileInReach, profilesInReach } from './profiles-in-reach.ts';

/** What the tenant's settings say of one passkey. At most one of the three can be yes. */
export type TenantAnswer = {
  /** Nobody's settings here take it; by reason. */
  readonly refused: { readonly [Reason in Refusal]: Truth };
  /** Some settings take it and some refuse it, and which count depends on groups that a device cannot see. */
  readonly dependsOnGroup: Truth;
  /** All settings take it, and they count for people in some groups only. */
  readonly groupsOnly: Truth;
  /** Which settings take it, and which refuse it for what, for evidence. */
  readonly taking: readonly ProfileInReach[];
  readonly refusing: { readonly [Reason in Refusal]: readonly ProfileInReach[] };
};

/** Judges a passkey by a tenant's settings. What a person's groups are is never known here, so it is never guessed. */
export function judgeByTenant(fido2: Fido2Configuration, passkey: AskedPasskey): TenantAnswer {
  const asked = (isOff(fido2) ? [] : profilesInReach(fido2)).map((profile) => {
    const reasons = refusalsOf(profile, passkey);
    return { profile, reasons, refuses: or(...Object.values(reasons)) };
  });
  const all = and(
    truthOf(asked.length > 0),
    every(asked, ({ refuses }) => refuses),
  );
  const noneRefuses = every(asked, ({ refuses }) => not(refuses));
  const everyoneMay = some(asked, ({ profile, refuses }) =>
    and(truthOf(profile.reach === 'everyone'), not(refuses)),
  );
  const byReason = <Value>(value: (reason: Refusal) => Value) =>
    Object.fromEntries(refusals.map((reason) => [reason, value(reason)])) as { [Reason in Refusal]: Value };
  return {
    refused: byReason((reason) =>
      and(
        all,
        some(asked, ({ reasons }) => reasons[reason]),
      ),
    ),
    dependsOnGroup: and(not(all), not(everyoneMay), not(noneRefuses)),
    groupsOnly: and(truthOf(asked.length > 0), noneRefuses, not(everyoneMay)),
    taking: asked.filter(({ refuses }) => refuses === 'no').map(({ profile }) => profile),
    refusing: byReason((reason) =>
      asked.filter(({ reasons }) => reasons[reason] === 'yes').map(({ profile }) => profile),
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
 * Is attestation demanded of every device-bound passkey? Profiles that take none do not count. Where one that does goes without it, or cannot
 * be told, the answer is not yes.
 */
export function demandsAttestation(fido2: Fido2Configuration, about: SignalId): Truth {
  const profiles = deviceBoundProfiles(fido2, about);
  return and(
    truthOf(profiles.length > 0),
    every(profiles, (profile) => enforcesAttestation(profile, about)),
  );
}

/** May attestation be demanded of any device-bound passkey? */
export function mayDemandAttestation(fido2: Fido2Configuration): boolean {
  return deviceBoundProfiles(fido2, 'security-key').some(
    (profile) => enforcesAttestation(profile, 'security-key') !== 'no',
  );
}

function deviceBoundProfiles(fido2: Fido2Configuration, about: SignalId): ProfileInReach[] {
  if (isOff(fido2)) return [];
  return profilesInReach(fido2).filter((profile) => forbidsDeviceBound(profile, about) !== 'yes');
}
