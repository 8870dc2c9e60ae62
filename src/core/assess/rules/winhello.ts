import { awaits, look, saw } from '../read-signal.ts';
import type { Rule } from '../rule.ts';
import { and, not, truthOf } from '../truth.ts';
import { systemIsOlderThan } from '../version-truth.ts';
import { pages } from './sources.ts';
import { isSystem, sawSystem } from './system-facts.ts';

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
    needs: ['os'],
    condition: 'Windows is older than the policy minimum `winhello.os` (no passkey interface before it)',
    when: (subject, policy) => systemIsOlderThan(subject, policy, 'winhello.os'),
    evidence: sawSystem,
    sources: [pages.webauthnPortal],
  },
  {
    id: 'winhello.not-inspected',
    kind: 'winhello',
    effect: 'unknown',
    code: 'SIGNAL_UNKNOWN',
    needs: ['windows-hello'],
    condition: 'Whether Windows Hello is set up and allowed was not looked at',
    when: (subject) => awaits(subject, 'windows-hello'),
    evidence: () => [],
    sources: [pages.passkeysOnWindows],
  },
  {
    id: 'winhello.14',
    kind: 'winhello',
    effect: 'warn',
    code: 'SOFTWARE_KEYS',
    needs: ['tpm'],
    condition: 'The PC has no security chip (TPM)',
    when: (subject) =>
      and(
        isSystem(subject, 'win32'),
        look(subject, 'tpm', ({ present }) => truthOf(!present)),
      ),
    evidence: (subject) => [saw(subject, 'tpm', 'no TPM')],
    sources: [pages.passkeysOnWindows],
  },
  {
    id: 'winhello.15',
    kind: 'winhello',
    effect: 'warn',
    code: 'OS_OUT_OF_SUPPORT',
    owner: 'it',
    needs: ['os'],
    condition: 'Windows is older than the policy minimum `winhello.supported-os` (Windows 10)',
    when: (subject, policy) => systemIsOlderThan(subject, policy, 'winhello.supported-os'),
    evidence: sawSystem,
    sources: [pages.windows10Life],
  },
];
