import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** How a VPN profile makes the person sign in. `eap-unknown`: EAP whose inner method could not be told. */
export const VpnSignIn = z.enum([
  'password',
  'certificate',
  'machine-certificate',
  'entra-certificate',
  'eap-unknown',
  'unknown',
]);
export type VpnSignIn = z.infer<typeof VpnSignIn>;

/** VPN profiles of the operating system itself. Never an address, an account name, a password or a key. */
export const VpnProfilesFacts = openObject({
  profiles: z.array(
    openObject({
      /** Name the person sees. */
      name: z.string().max(200),
      scope: z.enum(['all-users', 'person']),
      /** `automatic`, `pptp`, `l2tp`, `sstp`, `ikev2`, or another word; null when not told. */
      protocol: z.string().max(40).nullable(),
      signIn: VpnSignIn,
      /** The setting that proves it, without its value where that is personal: `AuthRestrictions=512`. */
      proof: z.string().max(200),
      /** The person's Windows password is handed on. */
      usesWindowsPassword: z.boolean(),
      /** The password is remembered. */
      remembersPassword: z.boolean(),
      alwaysOn: z.boolean(),
    }),
  ),
  /** Each place that was looked at, and how many VPN profiles it held. */
  sources: z.array(openObject({ source: z.string().max(60), count: readingOf(z.number().int().min(0)) })),
});
export type VpnProfilesFacts = z.infer<typeof VpnProfilesFacts>;
