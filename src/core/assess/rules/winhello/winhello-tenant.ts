import type { Evidence } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import { look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import type { Refusal } from '../../tenant/ask-profile.ts';
import { judgeByTenant, type TenantAnswer } from '../../tenant/judge-tenant.ts';
import { predictHelloModels } from '../../tenant/predict-hello-model.ts';
import { and, type Truth, truthOf } from '../../truth.ts';
import { askTenant, named, passkeysOff, sawTenant, selfServiceOff } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

const MAX_NAMED = 5;

/** A passkey for login.microsoft.com is kept by Windows, outside its own sign-in. */
export function hasPasskey(subject: Subject): Truth {
  return look(subject, 'windows-hello', ({ entraPasskey }) =>
    read('windows-hello', 'passkeys kept here', entraPasskey, truthOf),
  );
}

/** Windows Hello gives no attestation. That was so in the preview; whether it changed since is not published. */
function answerFor(subject: Subject, { tenant }: Grounds): TenantAnswer | null {
  if (tenant === null) return null;
  return judgeByTenant(tenant.fido2, {
    type: 'deviceBound',
    aaguids: predictHelloModels(subject),
    attestable: 'no',
    about: 'windows-hello',
  });
}
function ask(subject: Subject, grounds: Grounds, question: (answer: TenantAnswer) => Truth): Truth {
  return askTenant(grounds, () => {
    const answer = answerFor(subject, grounds);
    return answer === null ? 'no' : question(answer);
  });
}
function sawRefusals(subject: Subject, grounds: Grounds, reason: Refusal, because: string): Evidence[] {
  const refusing = answerFor(subject, grounds)?.refusing[reason] ?? [];
  return refusing.slice(0, MAX_NAMED).flatMap(({ name }) => sawTenant(`${name} ${because}`));
}
function sawModels(subject: Subject, { keyKnowledge }: Grounds): Evidence[] {
  const models = predictHelloModels(subject).map(
    (aaguid) => `${keyKnowledge.models.get(aaguid)?.name ?? 'Windows Hello'} (${aaguid})`,
  );
  const says = `predicted from the PC, not read: ${models.join(' or ')}`;
  return [saw(subject, 'tpm', says)];
}

const shared = {
  kind: 'winhello',
  effect: 'block',
  owner: 'it',
  sources: [pages.passkeyProfile, pages.passkeysOnWindows],
} as const;

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
  {
    ...shared,
    id: 'winhello.13',
    code: 'TYPE_NOT_ALLOWED',
    needs: [],
    condition:
      "With the tenant's settings given: every passkey profile in reach refuses Windows Hello, one at least because it allows synced passkeys only",
    when: (subject, grounds) => ask(subject, grounds, ({ refused }) => refused.type),
    evidence: (subject, grounds) => sawRefusals(subject, grounds, 'type', 'allows synced passkeys only'),
  },
  {
    ...shared,
    id: 'winhello.tenant-depends',
    effect: 'unknown',
    code: 'TENANT_DEPENDS_ON_GROUP',
    needs: ['tpm', 'secure-boot'],
    condition:
      "With the tenant's settings given: some passkey profiles take Windows Hello and some refuse it, and none that takes it is for all users",
    when: (subject, grounds) => ask(subject, grounds, ({ dependsOnGroup }) => dependsOnGroup),
    evidence: (subject, grounds) => {
      const answer = answerFor(subject, grounds);
      if (answer === null) return [];
      const refusing = Object.values(answer.refusing).flat();
      return [
        ...sawTenant(`Windows Hello is taken by ${named(answer.taking.map(({ name }) => name))}`),
        ...sawTenant(`and refused by ${named(refusing.map(({ name }) => name))}`),
      ];
    },
  },
  {
    ...shared,
    id: 'winhello.tenant-groups',
    effect: 'info',
    code: 'TENANT_GROUPS_ONLY',
    needs: ['tpm', 'secure-boot'],
    condition:
      "With the tenant's settings given: every passkey profile in reach takes Windows Hello, and they are for some groups only",
    when: (subject, grounds) => ask(subject, grounds, ({ groupsOnly }) => groupsOnly),
    evidence: (subject, grounds) =>
      sawTenant(`taken by ${named((answerFor(subject, grounds)?.taking ?? []).map(({ name }) => name))}`),
  },
];
