import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** How this device relates to Microsoft Entra ID. Never a token, an account name or a certificate. */
export const JoinStateFacts = openObject({
  /** `joined`, `hybrid`, `registered`, `none`, as far as the system tells. */
  state: readingOf(z.enum(['joined', 'hybrid', 'registered', 'none'])),
  /** Entra device id, when joined or registered and readable. */
  entraDeviceId: readingOf(z.string()),
  tenantId: readingOf(z.string()),
  /** Software that signs in to Entra here: `microsoft-identity-broker`, `intune-portal`, `himmelblau`, `company-portal`. */
  brokers: z.array(
    openObject({
      id: z.string(),
      version: z.string().nullable(),
      /** Its configuration or registration shows it is in use. */
      configured: readingOf(z.boolean()),
    }),
  ),
  /** Windows: member of an on-premises Active Directory domain. Absent elsewhere. */
  domainJoined: readingOf(z.boolean()).optional(),
  /** Windows: what Entra ID said of this device when Windows last asked. */
  deviceAuth: readingOf(z.enum(['ok', 'disabled-or-deleted', 'failed'])).optional(),
  /** Windows: where the device's own key lies. */
  keyProtection: readingOf(z.enum(['tpm', 'software'])).optional(),
});
export type JoinStateFacts = z.infer<typeof JoinStateFacts>;
