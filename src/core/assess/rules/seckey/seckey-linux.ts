import type { Evidence } from '../../../../contract/verdict.ts';
import { factsOf, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, truthOf } from '../../truth.ts';
import { isSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

function readersOf(subject: Subject) {
  return factsOf(subject, 'biometric-sensor')?.sensors ?? [];
}
/** Fingers that the person has enrolled, in all readers; 0 where that is not known. */
function enrolledFingers(subject: Subject): number {
  return readersOf(subject).reduce(
    (sum, { enrolled }) => sum + (enrolled.kind === 'known' ? enrolled.value : 0),
    0,
  );
}
function servicesWithFingerprint(subject: Subject): string[] {
  const modules = factsOf(subject, 'login-methods')?.modules;
  if (modules?.kind !== 'known') return [];
  const asking = modules.value.filter(({ module }) => module.startsWith('pam_fprintd'));
  return asking.flatMap(({ services }) => services);
}

function sawFingerprint(subject: Subject): Evidence[] {
  const fingers = enrolledFingers(subject);
  const services = servicesWithFingerprint(subject);
  const named = services.slice(0, 5).join(', ');
  return [
    ...(fingers > 0 ? [saw(subject, 'biometric-sensor', `fingers enrolled: ${fingers}`)] : []),
    ...(services.length > 0 ? [saw(subject, 'login-methods', `asked for a fingerprint by: ${named}`)] : []),
  ];
}

/** What a person on Linux may take for a passkey and is none. It stands with security keys, the kind that is meant instead. */
export const seckeyLinuxRules: readonly Rule[] = [
  {
    id: 'seckey.fingerprint',
    kind: 'seckey',
    effect: 'info',
    code: 'FINGERPRINT_NOT_A_PASSKEY',
    needs: ['biometric-sensor', 'login-methods'],
    condition:
      'Linux with a fingerprint reader, and a finger is enrolled or PAM asks for one: no browser there keeps a passkey behind it',
    // GNOME's login names the module whether or not there is a reader. What is not known here leaves nothing to set right.
    when: (subject) =>
      and(
        isSystem(subject, 'linux'),
        truthOf(readersOf(subject).length > 0),
        truthOf(enrolledFingers(subject) > 0 || servicesWithFingerprint(subject).length > 0),
      ),
    evidence: sawFingerprint,
    sources: [pages.platformPasskeys, pages.fprintd],
  },
];
