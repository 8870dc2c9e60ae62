import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Where a setting came from; `none` = nobody configured it. */
export const SettingSource = z.enum(['user-gpo', 'machine-gpo', 'user-mdm', 'device-mdm', 'none']);
export type SettingSource = z.infer<typeof SettingSource>;

/** One on/off setting after precedence: its value (null = not configured), who set it, and which other places set it too. */
const Switch = openObject({
  value: z.boolean().nullable(),
  from: SettingSource,
  /** Places that set it as well and lost, or disagree. */
  alsoSetBy: z.array(SettingSource),
});
export type Switch = z.infer<typeof Switch>;

/**
 * Company settings for Windows Hello, Windows Hello for Business and security keys, as they are in force for this person here.
 * https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/configure
 */
export const HelloPolicyFacts = openObject({
  /** Windows Hello for Business on or off. */
  enabled: readingOf(Switch),
  /** A hardware security device is required. */
  requireSecurityDevice: readingOf(Switch),
  /** TPM 1.2 does not count as one. */
  excludeTpm12: readingOf(Switch),
  /** Set-up is not offered after sign-in. */
  postLogonProvisioningOff: readingOf(Switch),
  /** Biometrics may be used at all. */
  biometrics: readingOf(Switch),
  /** Accounts of a domain may use biometrics to sign in. */
  domainBiometrics: readingOf(Switch),
  /** Accounts of an on-premises domain may set a convenience PIN. */
  domainPin: readingOf(Switch),
  /** The page of sign-in options in Settings is allowed. */
  signInOptions: readingOf(Switch),
  /** Security keys may be used to sign in to Windows. */
  securityKeySignIn: readingOf(Switch),
  /** EnableESSwithSupportedPeripherals as a number; null = not configured. */
  enhancedSignInPeripherals: readingOf(z.number().int().nullable()),
});
export type HelloPolicyFacts = z.infer<typeof HelloPolicyFacts>;
