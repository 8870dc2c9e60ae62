import { saw } from '../../read-signal.ts';
import type { Rule } from '../../rule.ts';
import { and, not } from '../../truth.ts';
import {
  extensionIs,
  hasMicrosoftSso,
  hasNoPortal,
  isNotManaged,
  isTooOld,
  methodIsSecureEnclave,
  portalIsOlderThan,
  sawSso,
} from '../facts/mac-facts.ts';
import { pages } from '../sources.ts';

/** What the company has to set up: rows 4 to 7. */
export const macplatSetUpRules: readonly Rule[] = [
  {
    id: 'macplat.4',
    kind: 'macplat',
    effect: 'action',
    code: 'MDM_NOT_ENROLLED',
    owner: 'it',
    needs: ['mdm-enrolment', 'platform-sso'],
    condition:
      'The Mac is not enrolled with device management (settings of Microsoft’s extension, which come by it, prove that it is)',
    when: isNotManaged,
    evidence: (subject) => [saw(subject, 'mdm-enrolment', 'not enrolled with device management')],
    sources: [pages.macPlatformSso, pages.macPlatformSsoIntune],
  },
  {
    id: 'macplat.5',
    kind: 'macplat',
    effect: 'action',
    code: 'COMPANY_PORTAL_MISSING',
    owner: 'person',
    needs: ['platform-sso'],
    condition: 'Company Portal is not installed',
    when: hasNoPortal,
    evidence: (subject) => sawSso(subject, 'companyPortal'),
    sources: [pages.macPlatformSsoIntune],
  },
  {
    id: 'macplat.5-old',
    kind: 'macplat',
    effect: 'action',
    code: 'COMPANY_PORTAL_OLD',
    owner: 'person',
    needs: ['platform-sso'],
    condition: 'Company Portal is older than the policy minimum `macplat.portal`',
    when: (subject, grounds) => portalIsOlderThan(subject, grounds, 'macplat.portal'),
    evidence: (subject) => sawSso(subject, 'companyPortal'),
    sources: [pages.macPlatformSsoIntune],
  },
  {
    id: 'macplat.6',
    kind: 'macplat',
    effect: 'action',
    code: 'PSSO_NOT_CONFIGURED',
    owner: 'it',
    needs: ['platform-sso', 'os'],
    condition:
      'Device management set up no Platform single sign-on, or that of another maker than Microsoft (on a macOS that has it)',
    when: (subject, grounds) => and(not(isTooOld(subject, grounds)), not(extensionIs(subject, 'microsoft'))),
    evidence: (subject) => sawSso(subject, 'extension'),
    sources: [pages.macPlatformSso, pages.macPlatformSsoIntune],
  },
  {
    id: 'macplat.7',
    kind: 'macplat',
    effect: 'block',
    code: 'PSSO_METHOD_NOT_SECURE_ENCLAVE',
    owner: 'it',
    needs: ['platform-sso', 'os'],
    condition:
      'Platform single sign-on of Microsoft is set up with the method password or smart card (of newer methods nothing is published)',
    when: (subject, grounds) => and(hasMicrosoftSso(subject, grounds), not(methodIsSecureEnclave(subject))),
    evidence: (subject) => sawSso(subject, 'method'),
    sources: [pages.macPlatformSso],
  },
];
