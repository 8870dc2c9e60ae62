import { z } from 'zod';
import { openObject } from './open-object.ts';

const KeyRestrictions = openObject({
  isEnforced: z.boolean().nullish(),
  enforcementType: z.enum(['allow', 'block', 'unknownFutureValue']).nullish(),
  aaGuids: z.array(z.string().max(100)).max(5000).nullish(),
});
const Target = openObject({
  targetType: z.string().max(60).optional(),
  /** `all_users` or a group's id. */
  id: z.string().max(100),
  isRegistrationRequired: z.boolean().nullish(),
  allowedPasskeyProfiles: z.array(z.string().max(100)).max(100).nullish(),
});

/**
 * https://learn.microsoft.com/en-us/graph/api/resources/passkeyprofile?view=graph-rest-1.0
 */
export const PasskeyProfile = openObject({
  id: z.string().max(100),
  name: z.string().max(200).nullish(),
  /** Flags, comma-separated: `deviceBound,synced`. */
  passkeyTypes: z.string().max(200).nullish(),
  /** `disabled` | `registrationOnly`. */
  attestationEnforcement: z.string().max(60).nullish(),
  keyRestrictions: KeyRestrictions.nullish(),
});
export type PasskeyProfile = z.infer<typeof PasskeyProfile>;

/**
 * A tenant's passkey settings as Microsoft Graph gives them. Fields that Graph adds are kept unread.
 * Source: https://learn.microsoft.com/en-us/graph/api/resources/fido2authenticationmethodconfiguration?view=graph-rest-1.0
 */
export const Fido2Configuration = openObject({
  id: z.string().max(100),
  state: z.enum(['enabled', 'disabled']),
  isSelfServiceRegistrationAllowed: z.boolean().nullish(),
  isAttestationEnforced: z.boolean().nullish(),
  keyRestrictions: KeyRestrictions.nullish(),
  includeTargets: z.array(Target).max(1000).nullish(),
  excludeTargets: z.array(Target).max(1000).nullish(),
  passkeyProfiles: z.array(PasskeyProfile).max(100).nullish(),
});
export type Fido2Configuration = z.infer<typeof Fido2Configuration>;

/** A tenant file, read and checked. */
export type TenantPolicy = {
  readonly fido2: Fido2Configuration;
  /** Short digest of the file, so that verdicts tell under which settings they came about. */
  readonly version: string;
};
