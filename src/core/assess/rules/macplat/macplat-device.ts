import type { Grounds } from '../../grounds.ts';
import { saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, not, type Truth } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import { hasMicrosoftSso, hasNoSecureEnclave, isTooOld, sawSso } from '../facts/mac-facts.ts';
import { canInstall, sawLimit } from '../facts/mac-limit-facts.ts';
import { sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

/** macOS 15.0 to 15.2, whose Platform single sign-on forgets its registration. */
function hasForgetfulMacos(subject: Subject, grounds: Grounds): Truth {
  return and(
    not(systemIsOlderThan(subject, grounds, 'macplat.registration-bug')),
    systemIsOlderThan(subject, grounds, 'macplat.registration-bug-fixed'),
  );
}

/** What the Mac itself has to bring: rows 2, 3 and 14. */
export const macplatDeviceRules: readonly Rule[] = [
  {
    id: 'macplat.2',
    kind: 'macplat',
    effect: 'block',
    code: 'NO_SECURE_ENCLAVE',
    owner: 'it',
    needs: ['secure-enclave', 'platform-sso'],
    condition: 'The Mac has no Secure Enclave (neither Apple silicon nor a T2 or T1 chip)',
    when: hasNoSecureEnclave,
    evidence: (subject) => [saw(subject, 'secure-enclave', 'no Secure Enclave')],
    sources: [pages.secureEnclave, pages.macPlatformSso],
  },
  {
    id: 'macplat.3',
    kind: 'macplat',
    effect: 'action',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os', 'hardware', 'secure-enclave'],
    condition: 'macOS is older than the policy minimum `macplat.os`, and this model can install a newer one',
    when: (subject, grounds) => and(isTooOld(subject, grounds), canInstall(subject, grounds, 'macplat.os')),
    suppresses: ['macplat.os-support'],
    evidence: sawSystem,
    sources: [pages.macPlatformSso],
  },
  {
    id: 'macplat.3-stuck',
    kind: 'macplat',
    effect: 'block',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os', 'hardware', 'secure-enclave'],
    condition:
      'macOS is older than the policy minimum `macplat.os`, and `macUpgradeLimits` of the policy says that this model gets none that is new enough',
    when: (subject, grounds) =>
      and(isTooOld(subject, grounds), not(canInstall(subject, grounds, 'macplat.os'))),
    suppresses: ['macplat.os-support'],
    evidence: (subject, grounds) => [...sawLimit(subject, grounds), ...sawSystem(subject)],
    sources: [pages.macPlatformSso],
  },
  {
    id: 'macplat.native-apps',
    kind: 'macplat',
    effect: 'warn',
    code: 'NATIVE_NEEDS_MACOS_14',
    owner: 'it',
    needs: ['os'],
    condition:
      'macOS is older than the policy minimum `macplat.native-apps`: works in browsers, not in desktop apps',
    when: (subject, grounds) =>
      and(not(isTooOld(subject, grounds)), systemIsOlderThan(subject, grounds, 'macplat.native-apps')),
    evidence: sawSystem,
    sources: [pages.fido2Compatibility],
  },
  {
    id: 'macplat.14',
    kind: 'macplat',
    effect: 'warn',
    code: 'PSSO_15_BUG',
    owner: 'it',
    needs: ['os', 'platform-sso'],
    condition:
      'Platform single sign-on of Microsoft is set up, and macOS is of the policy minimum `macplat.registration-bug` or newer and older than the policy minimum `macplat.registration-bug-fixed`',
    when: (subject, grounds) => and(hasForgetfulMacos(subject, grounds), hasMicrosoftSso(subject, grounds)),
    evidence: (subject) => [...sawSystem(subject), ...sawSso(subject, 'extension')],
    sources: [pages.macPlatformSsoTrouble],
  },
];
