import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** How Linux itself signs people in, as its PAM files and desktop settings say. Names of modules and services only. */
export const LoginMethodsFacts = openObject({
  /** PAM modules that bear on passkeys and Entra ID, with the services that name them, sorted. */
  modules: readingOf(
    z.array(
      openObject({
        /** `pam_fprintd`, `pam_u2f`, `pam_himmelblau`, … */
        module: z.string().max(60),
        /** `common-auth`, `gdm-password`, `sudo`, … */
        services: z.array(z.string().max(60)),
      }),
    ),
  ),
  /** The desktop's login screen offers a fingerprint. Not applicable without a desktop that has the setting. */
  fingerprintAtLogin: readingOf(z.boolean()),
});
export type LoginMethodsFacts = z.infer<typeof LoginMethodsFacts>;
