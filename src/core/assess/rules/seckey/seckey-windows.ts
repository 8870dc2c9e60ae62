import { infoOf } from '../../../keys/key-answers.ts';
import { memberOf } from '../../../keys/members.ts';
import type { Grounds } from '../../grounds.ts';
import { look, read } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, not, or, some, type Truth, truthOf } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import { isSystem, sawSystem } from '../facts/system-facts.ts';
import { isDomainMember, joinIs, policySets, sawJoin, sawPolicy } from '../facts/windows-facts.ts';
import { pages } from '../sources.ts';

const OLD_JOINED = 'seckey.windows-sign-in';
const OLD_HYBRID = 'seckey.windows-sign-in-hybrid';

function isJoined(subject: Subject): Truth {
  return and(isSystem(subject, 'win32'), joinIs(subject, 'joined', 'hybrid'));
}
function isTooOld(subject: Subject, policy: Grounds): Truth {
  return or(
    systemIsOlderThan(subject, policy, OLD_JOINED),
    and(joinIs(subject, 'hybrid'), systemIsOlderThan(subject, policy, OLD_HYBRID)),
  );
}
function isAllowed(subject: Subject): Truth {
  return policySets(subject, 'securityKeySignIn', true);
}

/** None of the keys at hand lacks hmac-secret, or no key is at hand. Row 11 says of a key that it does. */
function someKeyMayOpenWindows(subject: Subject): Truth {
  return look(subject, 'security-key', ({ keys }) => {
    if (keys.length === 0) return 'yes';
    return some(keys, (key) =>
      read(
        'security-key',
        'what the key can do',
        infoOf(key),
        (info) =>
          read('security-key', 'extensions', memberOf(info, 'extensions'), (extensions) =>
            truthOf((extensions ?? []).includes('hmac-secret')),
          ),
        'no',
      ),
    );
  });
}

const shared = {
  kind: 'seckey',
  effect: 'info',
  sources: [pages.windowsSignInWithKey],
} as const;

/**
 * Whether a security key can sign in to Windows itself, which browsers and apps do not need: the flag beside table 6.4. Notes only, they never
 * change the verdict of the kind. On, off and unset are told apart; unset means off.
 */
export const seckeyWindowsRules: readonly Rule[] = [
  {
    ...shared,
    id: 'seckey.windows-ready',
    code: 'WINDOWS_SIGN_IN_WITH_KEY_READY',
    needs: ['join-state', 'os', 'hello-policy', 'security-key'],
    condition:
      'Windows is joined to Entra ID, new enough, takes security keys at its own sign-in, and no key at hand that was read lacks hmac-secret',
    when: (subject, policy) =>
      and(
        isJoined(subject),
        not(isTooOld(subject, policy)),
        isAllowed(subject),
        someKeyMayOpenWindows(subject),
      ),
    evidence: (subject) => [...sawJoin(subject), ...sawPolicy(subject, 'securityKeySignIn')],
  },
  {
    ...shared,
    id: 'seckey.windows-off',
    code: 'WINDOWS_SIGN_IN_WITH_KEY_OFF',
    owner: 'it',
    needs: ['join-state', 'os', 'hello-policy'],
    condition:
      'Windows is joined to Entra ID and new enough, and security keys are not switched on for its own sign-in',
    when: (subject, policy) =>
      and(isJoined(subject), not(isTooOld(subject, policy)), not(isAllowed(subject))),
    evidence: (subject) => sawPolicy(subject, 'securityKeySignIn'),
  },
  {
    ...shared,
    id: 'seckey.windows-old',
    code: 'WINDOWS_SIGN_IN_WITH_KEY_TOO_OLD',
    owner: 'it',
    needs: ['join-state', 'os'],
    condition:
      'Windows is joined to Entra ID and older than the policy minimum `seckey.windows-sign-in` (joined also to an on-premises domain: than the policy minimum `seckey.windows-sign-in-hybrid`)',
    when: (subject, policy) => and(isJoined(subject), isTooOld(subject, policy)),
    evidence: (subject) => [...sawSystem(subject), ...sawJoin(subject)],
  },
  {
    ...shared,
    id: 'seckey.windows-ad',
    code: 'WINDOWS_SIGN_IN_WITH_KEY_ON_PREM_ONLY',
    owner: 'it',
    needs: ['join-state'],
    condition: 'Windows is a member of an on-premises domain and not joined to Entra ID',
    when: (subject) =>
      and(isSystem(subject, 'win32'), joinIs(subject, 'none', 'registered'), isDomainMember(subject)),
    evidence: sawJoin,
  },
  {
    ...shared,
    id: 'seckey.windows-not-joined',
    code: 'WINDOWS_SIGN_IN_WITH_KEY_NOT_JOINED',
    owner: 'it',
    needs: ['join-state'],
    condition: 'Windows is not joined to Entra ID (registered does not count), nor to an on-premises domain',
    when: (subject) =>
      and(isSystem(subject, 'win32'), joinIs(subject, 'none', 'registered'), not(isDomainMember(subject))),
    evidence: sawJoin,
  },
];
