import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, not, type Truth, truthOf } from '../../truth.ts';
import { sawSession, sessionIs } from '../facts/system-facts.ts';
import { hasHelloCredential, policySets, sawPolicy, sawSignInError } from '../facts/windows-facts.ts';
import { pages } from '../sources.ts';
import { unlessEnrolled } from './whfb-state.ts';

/**
 * Checks that do not keep the person from setting it up: this one only keeps Windows from offering it after sign-in.
 * Source: https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/policy-settings
 */
const onlyNotOffered = new Set(['PostLogonEnabled']);

/** Asks Windows' own check before the set-up. It has no meaning once the credential is there, which row 2 and 3 speak of. */
function checkSays(
  subject: Subject,
  ask: (check: { willProvision: boolean; unmet: string[] }) => boolean,
): Truth {
  return look(subject, 'hello-for-business', ({ prerequisites }) =>
    read('hello-for-business', 'check before the set-up', prerequisites, (check) => truthOf(ask(check))),
  );
}
function mayBeSetUp({ willProvision, unmet }: { willProvision: boolean; unmet: string[] }): boolean {
  return willProvision || unmet.every((name) => onlyNotOffered.has(name));
}
function notSetUpAnd(subject: Subject, truth: Truth): Truth {
  return unlessEnrolled(subject, and(not(hasHelloCredential(subject)), truth));
}

function sawCheck(subject: Subject) {
  const check = factsOf(subject, 'hello-for-business')?.prerequisites;
  if (check?.kind !== 'known') return [];
  const { willProvision, unmet } = check.value;
  const says = willProvision
    ? 'Windows will offer the set-up at the next sign-in'
    : unmet.length === 0
      ? 'every check before the set-up is met'
      : `checks that are not met: ${unmet.slice(0, 8).join(', ')}`;
  return [saw(subject, 'hello-for-business', says)];
}

/** Whether it may be set up, from where, and with what: rows 6, 11, 12 and 14. */
export const whfbSetUpRules: readonly Rule[] = [
  {
    id: 'whfb.6',
    kind: 'whfb',
    effect: 'block',
    code: 'WHFB_DISABLED_BY_POLICY',
    owner: 'it',
    needs: ['hello-policy'],
    condition: 'The company setting in force switches Windows Hello for Business off',
    when: (subject) => unlessEnrolled(subject, policySets(subject, 'enabled', false)),
    evidence: (subject) => sawPolicy(subject, 'enabled'),
    suppresses: ['whfb.12-unmet'],
    sources: [pages.helloForBusiness],
  },
  {
    id: 'whfb.11',
    kind: 'whfb',
    effect: 'unknown',
    code: 'REMOTE_SESSION',
    needs: ['os'],
    condition: 'The session is remote, where the set-up is not offered',
    when: (subject) => unlessEnrolled(subject, sessionIs(subject, 'remote')),
    evidence: sawSession,
    // Windows' own check then says no because of the session.
    suppresses: ['whfb.12-unmet'],
    sources: [pages.dsregcmd],
  },
  {
    id: 'whfb.12',
    kind: 'whfb',
    effect: 'action',
    code: 'WHFB_NOT_ENROLLED',
    owner: 'person',
    needs: ['hello-for-business'],
    condition: "It is not set up, and Windows' own check lets it be set up",
    when: (subject) => notSetUpAnd(subject, checkSays(subject, mayBeSetUp)),
    evidence: (subject) => [
      saw(subject, 'hello-for-business', 'no credential is set up'),
      ...sawCheck(subject),
      ...sawSignInError(subject),
    ],
    sources: [pages.dsregcmd],
  },
  {
    id: 'whfb.12-unmet',
    kind: 'whfb',
    effect: 'action',
    code: 'WHFB_PREREQUISITES_UNMET',
    owner: 'it',
    needs: ['hello-for-business'],
    condition: "It is not set up, and Windows' own check says what is missing first",
    when: (subject) =>
      notSetUpAnd(
        subject,
        checkSays(subject, (check) => !mayBeSetUp(check)),
      ),
    evidence: (subject) => [...sawCheck(subject), ...sawSignInError(subject)],
    sources: [pages.dsregcmd],
  },
  {
    id: 'whfb.14',
    kind: 'whfb',
    effect: 'info',
    code: 'PIN_ONLY',
    needs: ['windows-hello'],
    condition: 'This person has no fingerprint, face or iris enrolled',
    when: (subject) =>
      look(subject, 'windows-hello', ({ enrolledFactors }) =>
        read('windows-hello', 'enrolled biometrics', enrolledFactors, (factors) =>
          truthOf(factors.length === 0),
        ),
      ),
    evidence: (subject) => [
      saw(subject, 'windows-hello', 'no fingerprint, face or iris is enrolled'),
      ...sawPolicy(subject, 'biometrics'),
    ],
    sources: [pages.helloForBusiness],
  },
];
