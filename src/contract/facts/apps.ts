import { z } from 'zod';
import { CatalogueId } from '../catalogue-id.ts';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/**
 * Installed applications. The probe reads the whole package lists but only counts leave the device, plus the few
 * packages that the passkey rules name and what the catalogue of password-dependent programs knows.
 */
export const AppsFacts = openObject({
  sources: z.array(
    openObject({
      /**
       * Package system: `dpkg`, `rpm`, `pacman`, `apk`, `flatpak`, `snap`; on Windows `uninstall-keys`, `uninstall-keys-32`, `uninstall-keys-person`, `msix`;
       * on macOS `bundles`, `bundles-person` (the person's own) and `bundles-system` (those of macOS).
       */
      source: z.string(),
      /** Installed packages counted there; `not-applicable` when the system does not use it. */
      count: readingOf(z.number().int().nonnegative()),
      /** macOS: of these, how many did not tell what they are, so any of them may be a named one. Absent = none. */
      unread: z.number().int().positive().optional(),
    }),
  ),
  /** Packages that a passkey rule names. */
  named: z.array(
    openObject({
      source: z.string(),
      id: z.string(),
      version: z.string().nullable(),
      /** macOS: team that the app's signature names. What the app says of itself: whether the signature holds is not checked. */
      teamId: readingOf(z.string().max(20)).optional(),
    }),
  ),
  /** Programs of the catalogue that are here. Absent in reports of versions before 0.4. */
  catalogued: z
    .array(
      openObject({
        entry: CatalogueId,
        /**
         * As in `sources`; also `click-to-run` (Office), and `files`, `registry` and `desktop-entries` for what no list of programs names.
         */
        source: z.string().max(40),
        /** Of the program itself where that could be read, else of the list; null when not told. */
        version: z.string().max(60).nullable(),
        /** What fitted. `name` alone, without a publisher, is the weakest. */
        by: z.enum([
          'package',
          'name-and-publisher',
          'name',
          'family',
          'bundle-and-team',
          'bundle',
          'desktop-entry',
          'file',
          'registry',
        ]),
      }),
    )
    .optional(),
  /** Places in which the catalogue's programs may be and which could not be asked, so some may have been missed. Lists of programs: see `sources`. */
  cataloguedUnread: z
    .array(
      openObject({
        source: z.string().max(40),
        reason: z.string().max(60),
        /** Places. */
        count: z.number().int().positive(),
      }),
    )
    .optional(),
  /** Version of the catalogue they were looked for with. */
  catalogue: z.string().max(60).optional(),
  /** Accounts of people on this device whose own programs were not looked at. */
  othersNotInspected: readingOf(z.number().int().nonnegative()).optional(),
  /** The whole list, only where the policy asks for it. */
  all: z
    .array(
      openObject({
        source: z.string().max(40),
        name: z.string().max(200),
        version: z.string().max(60).nullable(),
      }),
    )
    .max(20_000)
    .optional(),
});
export type AppsFacts = z.infer<typeof AppsFacts>;
