import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/**
 * Platform single sign-on of a Mac with Microsoft Entra ID, as `app-sso platform -s` tells it to the person's session, and the
 * Company Portal that serves it. Never a key, a certificate, a token or an account.
 */
export const PlatformSsoFacts = openObject({
  /** Whose extension the Mac's management set up. `none`: no Platform single sign-on is configured. */
  extension: readingOf(z.enum(['microsoft', 'other', 'none'])),
  /** How the person proves themselves to it, as management set it (`loginType` of the device). */
  method: readingOf(z.enum(['secure-enclave', 'password', 'smart-card', 'access-key', 'other'])),
  /** This Mac is registered (`registrationCompleted`). The person may still not be: see `userState`. */
  registered: readingOf(z.boolean()),
  /** Registration of the person. `none`: nothing is there for this person yet. */
  userState: readingOf(z.enum(['normal', 'needs-new-keys', 'needs-registration', 'none', 'other'])),
  /** Tokens of the person. */
  tokens: readingOf(z.enum(['valid', 'expired', 'none'])),
  /** Management demands Touch ID for the key, without a password instead (`userSEPKeyBiometricPolicy`). */
  biometricPolicy: readingOf(z.boolean()),
  /** Version of Microsoft Company Portal, `5.2504.0`; null = not installed. */
  companyPortal: readingOf(z.string().max(40).nullable()),
  /** Is Company Portal switched on as a provider of passwords and passkeys? `undecided`: the person has not chosen. */
  credentialProvider: readingOf(z.enum(['on', 'off', 'undecided'])),
});
export type PlatformSsoFacts = z.infer<typeof PlatformSsoFacts>;
