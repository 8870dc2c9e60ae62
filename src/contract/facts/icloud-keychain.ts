import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Whether iCloud Keychain can carry this person's passkeys. The setting only: that passkeys do sync is not seen. No account. */
export const IcloudKeychainFacts = openObject({
  /** The person is signed in to iCloud on this Mac. */
  signedIn: readingOf(z.boolean()),
  /** iCloud Keychain is switched on. */
  on: readingOf(z.boolean()),
  /** The company's management allows it. */
  allowed: readingOf(z.boolean()),
});
export type IcloudKeychainFacts = z.infer<typeof IcloudKeychainFacts>;
