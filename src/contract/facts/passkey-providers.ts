import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Programs that the system lets keep passkeys for this person. Never the passkeys. */
export const PasskeyProvidersFacts = openObject({
  providers: z.array(
    openObject({
      name: z.string().max(200),
      /** Model id by which Entra ID knows the provider; null when it was not told or is withheld. */
      aaguid: z.guid().nullable(),
      /** Switched on in the system's settings. */
      enabled: readingOf(z.boolean()),
      /** Its vault is locked now, so that its passkeys do not show. */
      locked: readingOf(z.boolean()),
    }),
  ),
});
export type PasskeyProvidersFacts = z.infer<typeof PasskeyProvidersFacts>;
