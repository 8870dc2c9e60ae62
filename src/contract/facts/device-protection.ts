import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** What stands between a finder of this Mac and what it keeps. */
export const DeviceProtectionFacts = openObject({
  /** FileVault. `changing`: being switched on or off. */
  diskEncryption: readingOf(z.enum(['on', 'off', 'changing'])),
  /** The Mac signs somebody in without asking for a password. Not who. */
  automaticLogin: readingOf(z.boolean()),
});
export type DeviceProtectionFacts = z.infer<typeof DeviceProtectionFacts>;
