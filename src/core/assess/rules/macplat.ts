import { awaits } from '../read-signal.ts';
import type { Rule } from '../rule.ts';
import { not } from '../truth.ts';
import { pages } from './sources.ts';
import { isSystem, sawSystem } from './system-facts.ts';

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
  {
    id: 'macplat.not-inspected',
    kind: 'macplat',
    effect: 'unknown',
    code: 'SIGNAL_UNKNOWN',
    needs: ['platform-sso'],
    condition: 'Platform SSO, its registration and the Secure Enclave were not looked at',
    when: (subject) => awaits(subject, 'platform-sso'),
    evidence: () => [],
    sources: [pages.macPlatformSso],
  },
];
