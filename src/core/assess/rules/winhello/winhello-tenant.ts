import type { Evidence } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import { look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { predictHelloModels } from '../../tenant/predict-hello-model.ts';
import { and, type Truth, truthOf } from '../../truth.ts';
import { tenantOf } from '../facts/device-passkey-tenant.ts';
import { passkeysOff, selfServiceOff } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

/** A passkey for login.microsoft.com is kept by Windows, outside its own sign-in. */
export function hasPasskey(subject: Subject): Truth {
  return look(subject, 'windows-hello', ({ entraPasskey }) =>
    read('windows-hello', 'passkeys kept here', entraPasskey, truthOf),
  );
}

function sawModels(subject: Subject, { keyKnowledge }: Grounds): Evidence[] {
  const models = predictHelloModels(subject).map(
    (aaguid) => `${keyKnowledge.models.get(aaguid)?.name ?? 'Windows Hello'} (${aaguid})`,
  );
  const says = `predicted from the PC, not read: ${models.join(' or ')}`;
  return [saw(subject, 'tpm', says)];
}

/** Windows Hello gives no attestation. That was so in the preview; whether it changed since is not published. */
const { ask, sawRefusals, shared, typeRule, groupRules } = tenantOf({
  kind: 'winhello',
  name: 'Windows Hello',
  typeRow: 'winhello.13',
  asked: (subject) => ({
    type: 'deviceBound',
    aaguids: predictHelloModels(subject),
    attestable: 'no',
    about: 'windows-hello',
  }),
  needs: { type: [], groups: ['tpm', 'secure-boot'] },
  source: pages.passkeysOnWindows,
});

/** Whether the company takes a passkey of Windows Hello: rows 11 to 13, by passkey profile. */
export const winhelloTenantRules: readonly Rule[] = [
  passkeysOff('winhello'),
  selfServiceOff('winhello'),
  {
    ...shared,
    id: 'winhello.11',
    code: 'ATTESTATION_ENFORCED',
    needs: ['windows-hello'],
    confidence: {
      level: 'low',
      because: 'it was so in the preview of passkeys on Windows; whether it still is, is not published',
    },
    condition:
      "With the tenant's settings given: every passkey profile in reach refuses Windows Hello, one at least because it enforces attestation, and no passkey is kept here yet (a rule of the preview; whether it still holds is not published)",
    when: (subject, grounds) =>
      and(
        ask(subject, grounds, ({ refused }) => refused.attestation),
        truthOf(hasPasskey(subject) !== 'yes'),
      ),
    evidence: (subject, grounds) => sawRefusals(subject, grounds, 'attestation', 'demands attestation'),
  },
  {
    ...shared,
    id: 'winhello.12',
    code: 'AAGUID_NOT_ALLOWED',
    needs: ['tpm', 'secure-boot'],
    confidence: { level: 'medium', because: 'the model of Windows Hello is predicted from the PC, not read' },
    condition:
      "With the tenant's settings given: every passkey profile in reach refuses Windows Hello, one at least because of its key restrictions (the model is predicted: software without a TPM, else VBS where virtualization-based security runs, else hardware)",
    when: (subject, grounds) => ask(subject, grounds, ({ refused }) => refused.model),
    evidence: (subject, grounds) => [
      ...sawRefusals(subject, grounds, 'model', 'does not take the model'),
      ...sawModels(subject, grounds),
    ],
  },
  typeRule,
  ...groupRules,
];
