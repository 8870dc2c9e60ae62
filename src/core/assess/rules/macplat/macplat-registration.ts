import type { Rule } from '../../rule.ts';
import { and, not, or } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import {
  canKeepPasskey,
  credentialProviderIs,
  demandsTouchId,
  hasNoFinger,
  hasNoTouchId,
  macIsRegistered,
  portalIsOlderThan,
  sawSso,
  sawTouchId,
  tokensExpired,
  userStateIs,
} from '../facts/mac-facts.ts';
import { sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

/** What the person has to do, and Touch ID where it is demanded: rows 8 to 13. Silent unless the method can keep a passkey. */
export const macplatRegistrationRules: readonly Rule[] = [
  {
    id: 'macplat.8',
    kind: 'macplat',
    effect: 'action',
    code: 'PSSO_NOT_REGISTERED',
    owner: 'person',
    needs: ['platform-sso', 'os'],
    condition: 'Set up with the Secure Enclave; the Mac is not registered, or nothing of this person is',
    when: (subject, grounds) =>
      and(canKeepPasskey(subject, grounds), or(not(macIsRegistered(subject)), userStateIs(subject, 'none'))),
    evidence: (subject) => sawSso(subject, 'registered', 'userState'),
    sources: [pages.macPlatformSso, pages.macPlatformSsoIntune],
  },
  {
    id: 'macplat.9',
    kind: 'macplat',
    effect: 'action',
    code: 'PSSO_NEEDS_REPAIR',
    owner: 'person',
    needs: ['platform-sso', 'os'],
    condition:
      'Set up with the Secure Enclave and the Mac is registered; the registration of this person is not in order',
    when: (subject, grounds) =>
      and(
        canKeepPasskey(subject, grounds),
        macIsRegistered(subject),
        userStateIs(subject, 'needs-new-keys', 'needs-registration', 'other'),
      ),
    evidence: (subject) => sawSso(subject, 'userState'),
    sources: [pages.macPlatformSsoTrouble],
  },
  {
    id: 'macplat.9-tokens',
    kind: 'macplat',
    effect: 'action',
    code: 'PSSO_NEEDS_REPAIR',
    owner: 'person',
    needs: ['platform-sso', 'os'],
    condition:
      'Set up with the Secure Enclave, Mac and person are registered; the sign-in tokens have expired',
    when: (subject, grounds) =>
      and(
        canKeepPasskey(subject, grounds),
        macIsRegistered(subject),
        userStateIs(subject, 'normal'),
        tokensExpired(subject),
      ),
    untold: 'trace',
    evidence: (subject) => sawSso(subject, 'tokens'),
    sources: [pages.macPlatformSsoTrouble],
  },
  {
    id: 'macplat.10',
    kind: 'macplat',
    effect: 'block',
    code: 'TOUCHID_REQUIRED_MISSING',
    owner: 'it',
    needs: ['platform-sso', 'os', 'biometric-sensor'],
    condition: 'Touch ID is demanded for the key, and neither the Mac nor a keyboard has a sensor',
    when: (subject, grounds) => and(demandsTouchId(subject, grounds), hasNoTouchId(subject)),
    evidence: (subject) => [...sawSso(subject, 'biometricPolicy'), ...sawTouchId(subject)],
    sources: [pages.macPlatformSso, pages.touchIdSensor],
  },
  {
    id: 'macplat.11',
    kind: 'macplat',
    effect: 'action',
    code: 'TOUCHID_NOT_ENROLLED',
    owner: 'person',
    needs: ['platform-sso', 'os', 'biometric-sensor'],
    condition: 'Touch ID is demanded for the key, a sensor is there, and this person has no finger enrolled',
    when: (subject, grounds) => and(demandsTouchId(subject, grounds), hasNoFinger(subject)),
    evidence: (subject) => [...sawSso(subject, 'biometricPolicy'), ...sawTouchId(subject)],
    sources: [pages.macPlatformSso],
  },
  {
    id: 'macplat.12',
    kind: 'macplat',
    effect: 'action',
    code: 'BIOMETRIC_POLICY_UNSUPPORTED',
    owner: 'it',
    needs: ['platform-sso', 'os'],
    condition:
      'Touch ID is demanded for the key, and macOS is older than the policy minimum `macplat.biometric-os` or Company Portal older than the policy minimum `macplat.biometric-portal`',
    when: (subject, grounds) =>
      and(
        demandsTouchId(subject, grounds),
        or(
          systemIsOlderThan(subject, grounds, 'macplat.biometric-os'),
          portalIsOlderThan(subject, grounds, 'macplat.biometric-portal'),
        ),
      ),
    evidence: (subject) => [...sawSso(subject, 'biometricPolicy', 'companyPortal'), ...sawSystem(subject)],
    sources: [pages.macPlatformSso],
  },
  {
    id: 'macplat.13',
    kind: 'macplat',
    effect: 'action',
    code: 'CREDENTIAL_PROVIDER_OFF',
    owner: 'person',
    needs: ['platform-sso', 'os'],
    condition: 'Set up with the Secure Enclave, and Company Portal is switched off in AutoFill',
    when: (subject, grounds) => and(canKeepPasskey(subject, grounds), credentialProviderIs(subject, 'off')),
    untold: 'trace',
    evidence: (subject) => sawSso(subject, 'credentialProvider'),
    sources: [pages.macPlatformSsoTrouble],
  },
  {
    id: 'macplat.13-undecided',
    kind: 'macplat',
    effect: 'info',
    code: 'CREDENTIAL_PROVIDER_UNDECIDED',
    owner: 'person',
    needs: ['platform-sso', 'os'],
    condition:
      'Set up with the Secure Enclave, and the system shows no choice about Company Portal in AutoFill, which may be on or off then',
    when: (subject, grounds) =>
      and(canKeepPasskey(subject, grounds), credentialProviderIs(subject, 'undecided')),
    evidence: (subject) => sawSso(subject, 'credentialProvider'),
    sources: [pages.macPlatformSsoTrouble],
  },
];
