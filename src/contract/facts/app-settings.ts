import { z } from 'zod';
import { CatalogueId } from '../catalogue-id.ts';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/**
 * What settings of catalogued programs say about signing in, as answers to the catalogue's tests. Nothing of a file leaves it but counts and words
 * that the catalogue itself wrote: never a password, a name, an address or a path. Of the machine's own places in `app-settings`, of the person's
 * in `personal-app-settings`.
 */
export const AppSettingsFacts = openObject({
  /** Version of the catalogue that asked. */
  catalogue: z.string().max(60),
  /** Cases that items fit, by entry, test and case of the catalogue. */
  found: z.array(
    openObject({
      entry: CatalogueId,
      test: CatalogueId,
      /** Null: items were there and none of the cases fitted. */
      case: CatalogueId.nullable(),
      /** Items: profiles, accounts, connections, tasks. */
      count: z.number().int().positive(),
      /** The settings that decided, with the catalogue's own words for their values: `authMethod=3`. */
      proof: z.array(z.string().max(240)).max(8),
      /** One of the files was changed in the last 30 days, for files that programs change whenever they run; absent = does not tell. */
      usedLately: z.boolean().optional(),
    }),
  ),
  /** Places that are there and could not be read, by test and reason. */
  unread: z.array(
    openObject({
      entry: CatalogueId,
      test: CatalogueId,
      count: z.number().int().positive(),
      reason: z.string().max(60),
      detail: z.string().max(200).optional(),
    }),
  ),
  /** Accounts of other people on this device whose settings were not looked at. */
  othersNotInspected: readingOf(z.number().int().nonnegative()),
});
export type AppSettingsFacts = z.infer<typeof AppSettingsFacts>;
