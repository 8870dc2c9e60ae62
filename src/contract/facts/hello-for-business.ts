import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Windows Hello for Business and the sign-in to Entra ID, of the person whose session asked. Never a token, never an account name. */
export const HelloForBusinessFacts = openObject({
  /** A Windows Hello for Business credential of this person is set up here (NgcSet). */
  credential: readingOf(z.boolean()),
  /** Windows holds a primary refresh token for this person (AzureAdPrt). Means nothing on a registered device. */
  primaryRefreshToken: readingOf(z.boolean()),
  /** Windows' own check of whether it will offer the set-up. Not applicable once it is set up. */
  prerequisites: readingOf(
    openObject({
      willProvision: z.boolean(),
      /** Checks that said no, by the names Windows gives them: `IsUserAzureAD`. */
      unmet: z.array(z.string().max(60)).max(20),
    }),
  ),
  /** Code of the last failed sign-in to Entra ID, `0xc000006d`; not applicable when none is told. */
  lastSignInError: readingOf(z.string().regex(/^0x[0-9a-f]{1,8}$/)),
});
export type HelloForBusinessFacts = z.infer<typeof HelloForBusinessFacts>;
