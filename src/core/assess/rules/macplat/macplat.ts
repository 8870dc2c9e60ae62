import type { Rule } from '../../rule.ts';
import { not } from '../../truth.ts';
import { sawSso } from '../facts/mac-facts.ts';
import { isSystem, sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';
import { systemOutOfSupport } from '../support/system-support.ts';
import { macplatDeviceRules } from './macplat-device.ts';
import { macplatRegistrationRules } from './macplat-registration.ts';
import { macplatSetUpRules } from './macplat-set-up.ts';
import { macplatTenantRules } from './macplat-tenant.ts';

/** Platform SSO on a Mac, with the key in the Secure Enclave. */
export const macplatRules: readonly Rule[] = [
  {
    id: 'macplat.1',
    kind: 'macplat',
    effect: 'not-applicable',
    code: 'OS_NOT_MACOS',
    needs: [],
    condition: 'The system is not macOS',
    when: (subject) => not(isSystem(subject, 'darwin')),
    evidence: sawSystem,
    sources: [pages.macPlatformSso],
  },
  ...macplatDeviceRules,
  ...macplatSetUpRules,
  ...macplatRegistrationRules,
  ...macplatTenantRules,
  systemOutOfSupport('macplat', 'macplat.os-support', 'darwin'),
  {
    id: 'macplat.16',
    kind: 'macplat',
    effect: 'ready',
    code: 'PSSO_PASSKEY_READY',
    needs: ['platform-sso', 'secure-enclave'],
    condition: 'Otherwise',
    when: () => 'yes',
    otherwise: true,
    evidence: (subject) => sawSso(subject, 'method', 'registered', 'userState', 'credentialProvider'),
    sources: [pages.macPlatformSso],
  },
];
