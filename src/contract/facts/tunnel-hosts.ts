import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Whether this network lets the device reach the relay hosts that carry a sign-in with a phone's passkey. */
export const TunnelHostsFacts = openObject({
  hosts: z.array(
    openObject({
      /** `cable.ua5v.com`, `cable.auth.com`. */
      host: z.string().max(100),
      /** Whose phones go through it. */
      phones: z.enum(['android', 'ios']),
      /** A bounded connect to port 443 came about. Unknown behind a proxy, which may let through what a direct connect cannot. */
      reachable: readingOf(z.boolean()),
    }),
  ),
});
export type TunnelHostsFacts = z.infer<typeof TunnelHostsFacts>;
