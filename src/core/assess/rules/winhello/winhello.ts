import { look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, cannotTell, not, or, type Truth, truthOf, unlessSeen } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import { isSystem, sawSystem } from '../facts/system-facts.ts';
import {
  hasHelloCredential,
  hasNoTpm,
  helloServes,
  isDomainMember,
  joinIs,
  policySets,
  sawHello,
  sawPolicy,
  sawTpm,
  verifierSays,
} from '../facts/windows-facts.ts';
import { pages } from '../sources.ts';
import { browserTooOld } from '../support/browser-support.ts';
import { outOfSupport } from '../support/windows-support.ts';
import { hasPasskey, winhelloTenantRules } from './winhello-tenant.ts';

/** Windows without webauthn.dll. What came through that library proves that it is there. */
function hasNoWebauthn(subject: Subject): Truth {
  return look(subject, 'windows-hello', ({ webauthnApi, platformAuthenticator }) =>
    unlessSeen(
      read('windows-hello', 'passkey interface of Windows', webauthnApi, (version) =>
        truthOf(version === null),
      ),
      truthOf(platformAuthenticator.kind === 'known'),
    ),
  );
}

function isServer(subject: Subject): Truth {
  return look(subject, 'os', ({ installation }) =>
    installation === undefined || installation === null
      ? cannotTell({ signal: 'os', reason: 'unreadable', detail: 'Windows or Windows Server' })
      : truthOf(installation === 'server'),
  );
}

/** The credential of row 4. On a PC that Entra ID does not know there is none to be told. */
function isCovered(subject: Subject): Truth {
  return unlessSeen(hasHelloCredential(subject), joinIs(subject, 'none'));
}

/** Biometrics are switched off, and a PIN is forbidden to this kind of account as well. */
function nothingIsAllowed(subject: Subject): Truth {
  const noBiometrics = or(
    policySets(subject, 'biometrics', false),
    look(subject, 'biometric-sensor', ({ allowed }) =>
      allowed === undefined
        ? 'no'
        : read('biometric-sensor', 'allowed', allowed, ({ value }) => truthOf(!value), 'no'),
    ),
  );
  const noPin = or(
    and(joinIs(subject, 'joined', 'hybrid'), policySets(subject, 'enabled', false)),
    and(joinIs(subject, 'none'), isDomainMember(subject), policySets(subject, 'domainPin', false)),
  );
  return and(noBiometrics, noPin);
}

/** Entra passkey kept by Windows Hello on this PC. */
export const winhelloRules: readonly Rule[] = [
  {
    id: 'winhello.1',
    kind: 'winhello',
    effect: 'not-applicable',
    code: 'OS_NOT_WINDOWS',
    needs: [],
    condition: 'The system is not Windows',
    when: (subject) => not(isSystem(subject, 'win32')),
    evidence: sawSystem,
    sources: [pages.passkeysOnWindows],
  },
  {
    id: 'winhello.2',
    kind: 'winhello',
    effect: 'block',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os', 'windows-hello'],
    condition:
      'Windows is older than the policy minimum `winhello.os`, or has no passkey interface (webauthn.dll)',
    when: (subject, policy) => or(systemIsOlderThan(subject, policy, 'winhello.os'), hasNoWebauthn(subject)),
    evidence: (subject) => [
      ...sawSystem(subject),
      ...(hasNoWebauthn(subject) === 'yes' ? [saw(subject, 'windows-hello', 'webauthn.dll is missing')] : []),
    ],
    sources: [pages.webauthnPortal],
  },
  {
    id: 'winhello.3',
    kind: 'winhello',
    effect: 'unknown',
    code: 'SERVER_SKU_UNPUBLISHED',
    needs: ['os'],
    condition: 'Windows Server, for which nothing is published',
    when: isServer,
    evidence: sawSystem,
    sources: [pages.passkeysOnWindows],
  },
  {
    id: 'winhello.4',
    kind: 'winhello',
    effect: 'not-applicable',
    code: 'COVERED_BY_WHFB',
    needs: ['hello-for-business', 'join-state'],
    condition:
      'This person has a Windows Hello for Business credential here, which takes the place of the passkey',
    when: isCovered,
    evidence: (subject) => [
      saw(subject, 'hello-for-business', 'a Windows Hello for Business credential is set up'),
    ],
    coveredBy: 'whfb',
    sources: [pages.passkeysOnWindows],
  },
  {
    id: 'winhello.5',
    kind: 'winhello',
    effect: 'ready',
    code: 'PASSKEY_PRESENT',
    needs: ['windows-hello'],
    condition:
      'Windows keeps a passkey for login.microsoft.com that is not part of its own sign-in (whose it is cannot be told)',
    when: hasPasskey,
    untold: 'trace',
    evidence: (subject) => [
      saw(subject, 'windows-hello', 'a passkey for login.microsoft.com is kept here'),
      ...sawHello(subject),
    ],
    sources: [pages.passkeysOnWindows, pages.webauthnHeader],
  },
  {
    id: 'winhello.6',
    kind: 'winhello',
    effect: 'block',
    code: 'HELLO_DISABLED_BY_POLICY',
    owner: 'it',
    needs: ['windows-hello', 'hello-policy', 'biometric-sensor', 'join-state'],
    condition:
      'Windows says that Hello is disabled by policy, or biometrics are switched off and no PIN is allowed (Windows Hello for Business off on a joined PC, convenience PIN off on a PC of an on-premises domain only)',
    when: (subject) =>
      unlessSeen(
        or(verifierSays(subject, 'disabled-by-policy'), nothingIsAllowed(subject)),
        helloServes(subject),
      ),
    evidence: (subject) => [
      ...sawHello(subject),
      ...sawPolicy(subject, 'biometrics'),
      ...sawPolicy(subject, 'enabled'),
      ...sawPolicy(subject, 'domainPin'),
    ],
    sources: [pages.consentVerifier, pages.helloForBusiness],
  },
  {
    id: 'winhello.7',
    kind: 'winhello',
    effect: 'ready',
    code: 'HELLO_AVAILABLE',
    needs: ['windows-hello'],
    condition: 'Windows Hello can serve a passkey for this person now',
    when: helloServes,
    evidence: sawHello,
    sources: [pages.webauthnAvailable],
  },
  {
    id: 'winhello.8',
    kind: 'winhello',
    effect: 'action',
    code: 'HELLO_NOT_SET_UP',
    owner: 'person',
    needs: ['windows-hello'],
    condition: 'Windows Hello cannot serve a passkey, because it is not set up for this person',
    when: (subject) => and(not(helloServes(subject)), verifierSays(subject, 'not-configured')),
    evidence: sawHello,
    sources: [pages.webauthnAvailable, pages.consentVerifier],
  },
  {
    id: 'winhello.9',
    kind: 'winhello',
    effect: 'action',
    code: 'HELLO_PIN_NOT_SET',
    owner: 'person',
    needs: ['windows-hello'],
    condition:
      'Windows Hello cannot serve a passkey, and finds nothing to verify this person with (a PIN needs no sensor)',
    when: (subject) => and(not(helloServes(subject)), verifierSays(subject, 'device-not-present')),
    evidence: sawHello,
    sources: [pages.webauthnAvailable, pages.consentVerifier],
  },
  {
    id: 'winhello.10',
    kind: 'winhello',
    effect: 'unknown',
    code: 'PROBE_BUSY',
    needs: ['windows-hello'],
    condition: 'Windows Hello was busy when it was asked',
    when: (subject) => unlessSeen(verifierSays(subject, 'busy'), helloServes(subject)),
    evidence: sawHello,
    sources: [pages.consentVerifier],
  },
  ...winhelloTenantRules,
  {
    id: 'winhello.14',
    kind: 'winhello',
    effect: 'warn',
    code: 'SOFTWARE_KEYS',
    needs: ['tpm'],
    condition: 'The PC has no security chip (TPM)',
    when: (subject) => and(isSystem(subject, 'win32'), hasNoTpm(subject)),
    evidence: sawTpm,
    sources: [pages.passkeysOnWindows],
  },
  outOfSupport('winhello', 'winhello.15'),
  browserTooOld('winhello', 'winhello.16'),
];
