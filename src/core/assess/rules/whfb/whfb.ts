import type { Rule } from '../../rule.ts';
import { not } from '../../truth.ts';
import { isSystem, sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';
import { outOfSupport } from '../support/windows-support.ts';
import { whfbSetUpRules } from './whfb-set-up.ts';
import { whfbStateRules } from './whfb-state.ts';
import { whfbTpmRules } from './whfb-tpm.ts';

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
  ...whfbStateRules,
  ...whfbSetUpRules,
  ...whfbTpmRules,
  outOfSupport('whfb', 'whfb.os-support'),
];
