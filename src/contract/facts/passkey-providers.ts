import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/**
 * Programs and browser extensions that may keep passkeys for this person. Never the passkeys. Of browser profiles no more is read
 * than the ids and states of these extensions, and whether somebody is signed in.
 */
export const PasskeyProvidersFacts = openObject({
  providers: z.array(
    openObject({
      name: z.string().max(200),
      /** Keyready's word for the provider: `bitwarden`, `1password`, `google`. Absent for a system plug-in that is not known. */
      id: z.string().max(60).optional(),
      /** Model id by which Entra ID knows the provider; null when it was not told or is withheld. */
      aaguid: z.guid().nullable(),
      /**
       * How it comes to passkeys: as a plug-in of the system's own passkey settings, as a browser extension, as an installed
       * program, or as a part of a browser. Absent in reports of agents before 0.3: a plug-in.
       */
      via: z.enum(['system-plugin', 'extension', 'app', 'browser']).optional(),
      /** Family of the browser, for an extension or a part of one. */
      browser: z.string().max(60).optional(),
      /** Switched on: in the system's settings, or in at least one of the browser's profiles. */
      enabled: readingOf(z.boolean()),
      /** Its vault is locked now, so that its passkeys do not show. */
      locked: readingOf(z.boolean()),
    }),
  ),
  /** Browsers whose profiles were looked at. Absent in reports of agents before 0.3, which did not look. */
  browserProfiles: readingOf(
    z.array(
      openObject({
        browser: z.string().max(60),
        inspected: z.number().int().nonnegative(),
        /** Profiles that are there and could not be read. */
        notInspected: z.number().int().nonnegative(),
        /** Profiles that somebody signed in to, with an account of the browser's maker. */
        signedIn: readingOf(z.number().int().nonnegative()),
        /** Of these, how many with a private account; told by Edge only, which takes accounts of companies as well. */
        privateAccounts: readingOf(z.number().int().nonnegative()).optional(),
      }),
    ),
  ).optional(),
  /**
   * How many programs stand on the system's own list of passkey providers; not applicable where the system has no such list. Absent in
   * reports of agents before 0.3, which were unknown as a whole where that list could not be read.
   */
  systemPlugins: readingOf(z.number().int().nonnegative()).optional(),
});
export type PasskeyProvidersFacts = z.infer<typeof PasskeyProvidersFacts>;
