import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/**
 * Installed applications. The probe reads the whole package lists but only counts leave the device, plus the few
 * packages that the passkey rules name; the password-dependency catalogue adds its own matches later.
 */
export const AppsFacts = openObject({
  sources: z.array(
    openObject({
      /**
       * Package system: `dpkg`, `rpm`, `flatpak`, `snap`; on Windows `uninstall-keys`, `uninstall-keys-32`, `uninstall-keys-person`, `msix`;
       * on macOS `bundles`, `bundles-person` (the person's own) and `bundles-system` (those of macOS).
       */
      source: z.string(),
      /** Installed packages counted there; `not-applicable` when the system does not use it. */
      count: readingOf(z.number().int().nonnegative()),
      /** macOS: of these, how many did not tell what they are, so any of them may be a named one. Absent = none. */
      unread: z.number().int().positive().optional(),
    }),
  ),
  /** Packages that a rule or the catalogue names. */
  named: z.array(
    openObject({
      source: z.string(),
      id: z.string(),
      version: z.string().nullable(),
      /** macOS: team that the app's signature names. What the app says of itself: whether the signature holds is not checked. */
      teamId: readingOf(z.string().max(20)).optional(),
    }),
  ),
});
export type AppsFacts = z.infer<typeof AppsFacts>;
