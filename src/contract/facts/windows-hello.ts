import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

export const BiometricFactor = z.enum(['face', 'fingerprint', 'iris']);
export type BiometricFactor = z.infer<typeof BiometricFactor>;

/** Windows Hello of the person whose session asked: is it there, may it be used, is it set up. Never a PIN, a print or a passkey. */
export const WindowsHelloFacts = openObject({
  /**
   * WebAuthNGetApiVersionNumber, the number itself being the feature test; null = this Windows has no webauthn.dll.
   * https://github.com/microsoft/webauthn/blob/main/webauthn.h
   */
  webauthnApi: readingOf(z.number().int().min(1).nullable()),
  /** Windows Hello can serve a passkey for this person now (WebAuthNIsUserVerifyingPlatformAuthenticatorAvailable). */
  platformAuthenticator: readingOf(z.boolean()),
  /** UserConsentVerifier.CheckAvailabilityAsync: why Hello can or cannot verify this person. */
  consentVerifier: readingOf(
    z.enum(['available', 'device-not-present', 'not-configured', 'disabled-by-policy', 'busy']),
  ),
  /** KeyCredentialManager.IsSupportedAsync: a PIN is set up and keys can be made. */
  keyCredential: readingOf(z.boolean()),
  /** A PIN of this account can be used at sign-in. */
  pinSet: readingOf(z.boolean()),
  /** Kinds of biometrics that this account has enrolled. */
  enrolledFactors: readingOf(z.array(BiometricFactor)),
  /** A passkey for login.microsoft.com that is not part of Windows' own sign-in is kept here. Whose it is cannot be told. */
  entraPasskey: readingOf(z.boolean()),
  /** Every account of this PC that has a PIN or biometrics, without names or ids. */
  accounts: readingOf(
    z.array(openObject({ isThisPerson: z.boolean(), pin: z.boolean(), factors: z.array(BiometricFactor) })),
  ),
});
export type WindowsHelloFacts = z.infer<typeof WindowsHelloFacts>;
