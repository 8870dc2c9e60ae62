import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, cannotTell, not, type Truth, truthOf, unlessSeen } from '../../truth.ts';
import {
  hasHelloCredential,
  hasToken,
  isDomainMember,
  isEnrolled,
  joinIs,
  sawJoin,
  sawSignInError,
} from '../facts/windows-facts.ts';
import { pages } from '../sources.ts';

/** Rows that say nothing where credential and token are there (row 2). */
const silencedByEnrolled = ['whfb.6', 'whfb.7', 'whfb.8', 'whfb.9', 'whfb.11', 'whfb.12', 'whfb.12-unmet'];

/** What row 2 silences is untold as long as row 2 is: what might be set up is not called forbidden or missing. */
export function unlessEnrolled(subject: Subject, truth: Truth): Truth {
  return and(truth, not(isEnrolled(subject)));
}

/**
 * Entra ID no longer knows the device. `failed` means that it could not be asked. Where its answer could not be had, a token in hand speaks
 * against that.
 */
function isDisabled(subject: Subject): Truth {
  const said = look(subject, 'join-state', ({ deviceAuth }) => {
    if (deviceAuth === undefined || (deviceAuth.kind === 'known' && deviceAuth.value === 'failed'))
      return cannotTell({ signal: 'join-state', reason: 'unreadable', detail: 'answer of Entra ID' });
    const isGone = (value: string) => truthOf(value === 'disabled-or-deleted');
    return read('join-state', 'answer of Entra ID', deviceAuth, isGone, 'no');
  });
  return unlessSeen(and(joinIs(subject, 'joined', 'hybrid'), said), isEnrolled(subject));
}

/** Whether Windows Hello for Business works for this person, and how the PC relates to Entra ID: rows 2 to 5. */
export const whfbStateRules: readonly Rule[] = [
  {
    id: 'whfb.2',
    kind: 'whfb',
    effect: 'ready',
    code: 'WHFB_ENROLLED',
    needs: ['hello-for-business', 'join-state'],
    condition:
      'The credential is set up and Windows holds a sign-in token (which is not asked for on a registered device)',
    when: isEnrolled,
    evidence: (subject) => [
      saw(subject, 'hello-for-business', 'the credential is set up'),
      ...(factsOf(subject, 'hello-for-business')?.primaryRefreshToken.kind === 'known'
        ? sawToken(subject)
        : []),
      ...sawJoin(subject),
      ...sawSignInError(subject),
    ],
    suppresses: silencedByEnrolled,
    sources: [pages.dsregcmd, pages.helloForBusiness],
  },
  {
    id: 'whfb.3',
    kind: 'whfb',
    effect: 'action',
    code: 'PRT_MISSING',
    owner: 'person',
    needs: ['hello-for-business', 'join-state'],
    condition:
      'The credential is set up and Windows holds no sign-in token (primary refresh token), on a joined device',
    when: (subject) => and(hasHelloCredential(subject), not(hasToken(subject))),
    evidence: (subject) => [...sawToken(subject), ...sawJoin(subject), ...sawSignInError(subject)],
    sources: [pages.dsregcmd, pages.primaryRefreshToken],
  },
  {
    id: 'whfb.4',
    kind: 'whfb',
    effect: 'block',
    code: 'NOT_ENTRA_JOINED',
    owner: 'it',
    needs: ['join-state'],
    condition: 'Windows is neither joined to Entra ID nor registered with it',
    when: (subject) => joinIs(subject, 'none'),
    evidence: sawJoin,
    suppresses: ['whfb.12-unmet'],
    sources: [pages.helloForBusiness, pages.passkeysOnWindows],
  },
  {
    id: 'whfb.4-ad',
    kind: 'whfb',
    effect: 'block',
    code: 'ON_PREM_ONLY',
    owner: 'it',
    needs: ['join-state'],
    condition: 'The same, and the PC is a member of an on-premises domain',
    when: (subject) => and(joinIs(subject, 'none'), isDomainMember(subject)),
    evidence: sawJoin,
    suppresses: ['whfb.4'],
    sources: [pages.dsregcmd, pages.helloForBusiness],
  },
  {
    id: 'whfb.5',
    kind: 'whfb',
    effect: 'block',
    code: 'DEVICE_DISABLED_OR_DELETED',
    owner: 'it',
    needs: ['join-state'],
    condition:
      'Entra ID says that the joined device is disabled or deleted (not asked further where its answer could not be had and credential and token are there)',
    when: isDisabled,
    evidence: (subject) => [
      saw(subject, 'join-state', 'Entra ID answered that the device is disabled or deleted'),
      ...sawSignInError(subject),
    ],
    sources: [pages.dsregcmd],
  },
];

function sawToken(subject: Subject) {
  const token = factsOf(subject, 'hello-for-business')?.primaryRefreshToken;
  const held = token?.kind === 'known' && token.value;
  return [
    saw(
      subject,
      'hello-for-business',
      held ? 'Windows holds a sign-in token' : 'Windows holds no sign-in token',
    ),
  ];
}
