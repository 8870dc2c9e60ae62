import { awaits, look, read, saw } from '../read-signal.ts';
import type { Rule } from '../rule.ts';
import { and, not, truthOf } from '../truth.ts';
import { pages } from './sources.ts';
import { isSystem, sawSystem } from './system-facts.ts';

/** Windows Hello for Business: the credential that also opens Windows. */
export const whfbRules: readonly Rule[] = [
  {
    id: 'whfb.1',
    kind: 'whfb',
    effect: 'not-applicable',
    code: 'OS_NOT_WINDOWS',
    needs: [],
    condition: 'The system is not Windows',
    when: (subject) => not(isSystem(subject, 'win32')),
    evidence: sawSystem,
    sources: [pages.helloForBusiness],
  },
  {
    id: 'whfb.4',
    kind: 'whfb',
    effect: 'block',
    code: 'NOT_ENTRA_JOINED',
    owner: 'it',
    needs: ['join-state'],
    condition: 'Windows is neither joined to Entra ID nor registered with it',
    when: (subject) =>
      and(
        isSystem(subject, 'win32'),
        look(subject, 'join-state', ({ state }) =>
          read('join-state', 'join state', state, (value) => truthOf(value === 'none')),
        ),
      ),
    evidence: (subject) => [saw(subject, 'join-state', 'not joined and not registered')],
    sources: [pages.helloForBusiness, pages.passkeysOnWindows],
  },
  {
    id: 'whfb.not-inspected',
    kind: 'whfb',
    effect: 'unknown',
    code: 'SIGNAL_UNKNOWN',
    needs: ['hello-for-business'],
    condition: 'Windows Hello enrolment, sign-in token and policy were not looked at',
    when: (subject) => awaits(subject, 'hello-for-business'),
    evidence: () => [],
    sources: [pages.helloForBusiness],
  },
];
