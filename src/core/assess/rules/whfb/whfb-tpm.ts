import type { Rule } from '../../rule.ts';
import { and, not } from '../../truth.ts';
import {
  hasNoTpm,
  policySets,
  sawPolicy,
  sawTpm,
  tpmFirmwareIsWeak,
  tpmIs12,
  tpmIsNotReady,
} from '../facts/windows-facts.ts';
import { pages } from '../sources.ts';
import { unlessEnrolled } from './whfb-state.ts';

/** The security chip and what the company demands of it: rows 7 to 10 and 13. */
export const whfbTpmRules: readonly Rule[] = [
  {
    id: 'whfb.7',
    kind: 'whfb',
    effect: 'block',
    code: 'TPM_REQUIRED_MISSING',
    owner: 'it',
    needs: ['hello-policy', 'tpm'],
    condition: 'The company requires a security chip, and the PC has none',
    when: (subject) =>
      unlessEnrolled(subject, and(policySets(subject, 'requireSecurityDevice', true), hasNoTpm(subject))),
    evidence: (subject) => [...sawTpm(subject), ...sawPolicy(subject, 'requireSecurityDevice')],
    suppresses: ['whfb.12-unmet'],
    sources: [pages.hardwareDevicePolicy],
  },
  {
    id: 'whfb.8',
    kind: 'whfb',
    effect: 'block',
    code: 'TPM12_EXCLUDED',
    owner: 'it',
    needs: ['hello-policy', 'tpm'],
    condition: 'The company requires a security chip and does not count TPM 1.2, which the PC has',
    when: (subject) =>
      unlessEnrolled(
        subject,
        and(
          policySets(subject, 'requireSecurityDevice', true),
          policySets(subject, 'excludeTpm12', true),
          tpmIs12(subject),
        ),
      ),
    evidence: (subject) => [
      ...sawTpm(subject),
      ...sawPolicy(subject, 'requireSecurityDevice'),
      ...sawPolicy(subject, 'excludeTpm12'),
    ],
    suppresses: ['whfb.12-unmet'],
    sources: [pages.hardwareDevicePolicy],
  },
  {
    id: 'whfb.9',
    kind: 'whfb',
    effect: 'action',
    code: 'TPM_NOT_READY',
    owner: 'it',
    needs: ['tpm'],
    condition: 'The PC has a security chip that is switched off or locked',
    when: (subject) => unlessEnrolled(subject, tpmIsNotReady(subject)),
    untold: 'trace',
    evidence: sawTpm,
    sources: [pages.tpmReady, pages.hardwareDevicePolicy],
  },
  {
    id: 'whfb.10',
    kind: 'whfb',
    effect: 'action',
    code: 'TPM_FIRMWARE_WEAK',
    owner: 'it',
    needs: ['tpm'],
    condition:
      'The firmware of the security chip makes weak RSA keys (CVE-2017-15361), whether or not the credential is set up',
    when: tpmFirmwareIsWeak,
    untold: 'trace',
    evidence: sawTpm,
    sources: [pages.weakTpmFirmware],
  },
  {
    id: 'whfb.13',
    kind: 'whfb',
    effect: 'warn',
    code: 'SOFTWARE_KEYS',
    needs: ['tpm', 'hello-policy'],
    condition: 'The PC has no security chip, and the company does not require one',
    when: (subject) => and(hasNoTpm(subject), not(policySets(subject, 'requireSecurityDevice', true))),
    evidence: sawTpm,
    sources: [pages.hardwareDevicePolicy],
  },
];
