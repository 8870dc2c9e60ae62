import type { Evidence } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import type { Rule, Subject } from '../../rule.ts';
import type { Refusal } from '../../tenant/ask-profile.ts';
import { demandsAttestation, judgeByTenant, type TenantAnswer } from '../../tenant/judge-tenant.ts';
import { and, cannotTell, type Truth, truthOf } from '../../truth.ts';
import { isRegistered } from '../facts/mac-facts.ts';
import { askTenant, named, passkeysOff, sawTenant } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

/**
 * Model under which Entra ID knows a Mac's Platform credential.
 * Source: https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso
 */
const MAC_PLATFORM_MODEL = '7fd635b3-2ef9-4542-8d9d-164f2c771efc';
const MAX_NAMED = 5;

/**
 * Whether the Platform credential carries attestation that Entra ID takes is not published. It is asked for at registration only, so it does
 * not matter to who is registered.
 */
function answerFor(subject: Subject, { tenant }: Grounds): TenantAnswer | null {
  if (tenant === null) return null;
  const attestable: Truth =
    isRegistered(subject) === 'yes'
      ? 'yes'
      : cannotTell({
          signal: 'platform-sso',
          reason: 'not-supported',
          detail: 'whether a Mac meets the demand for attestation',
        });
  return judgeByTenant(tenant.fido2, {
    type: 'deviceBound',
    aaguids: [MAC_PLATFORM_MODEL],
    attestable,
    about: 'platform-sso',
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

const shared = {
  kind: 'macplat',
  effect: 'block',
  owner: 'it',
  needs: ['platform-sso'],
  sources: [pages.passkeyProfile, pages.macPlatformSso],
} as const;

/** Whether the company takes a Mac's own passkey: row 15, by passkey profile. */
export const macplatTenantRules: readonly Rule[] = [
  passkeysOff('macplat'),
  {
    ...shared,
    id: 'macplat.15',
    code: 'AAGUID_NOT_ALLOWED',
    condition: `With the tenant's settings given: every passkey profile in reach refuses a Mac's own passkey, one at least because of its key restrictions (\`${MAC_PLATFORM_MODEL}\`)`,
    when: (subject, grounds) => ask(subject, grounds, ({ refused }) => refused.model),
    evidence: (subject, grounds) => [
      ...sawRefusals(subject, grounds, 'model', 'does not take the model'),
      ...sawTenant(`model of a Mac's own passkey: ${MAC_PLATFORM_MODEL}`),
    ],
  },
  {
    ...shared,
    id: 'macplat.tenant-type',
    code: 'TYPE_NOT_ALLOWED',
    condition:
      "With the tenant's settings given: every passkey profile in reach refuses a Mac's own passkey, one at least because it allows synced passkeys only",
    when: (subject, grounds) => ask(subject, grounds, ({ refused }) => refused.type),
    evidence: (subject, grounds) => sawRefusals(subject, grounds, 'type', 'allows synced passkeys only'),
  },
  {
    ...shared,
    id: 'macplat.tenant-attestation',
    effect: 'unknown',
    code: 'ATTESTATION_UNPUBLISHED',
    condition:
      "With the tenant's settings given: attestation is enforced in every passkey profile in reach, and Mac and person are not registered yet (whether a Mac meets that demand is not published)",
    when: (subject, grounds) =>
      and(
        askTenant(grounds, (fido2) => demandsAttestation(fido2, 'platform-sso')),
        truthOf(isRegistered(subject) !== 'yes'),
      ),
    evidence: () => sawTenant('attestation is enforced when a passkey is registered'),
    suppresses: ['macplat.tenant-depends'],
  },
  {
    ...shared,
    id: 'macplat.tenant-depends',
    effect: 'unknown',
    code: 'TENANT_DEPENDS_ON_GROUP',
    condition:
      "With the tenant's settings given: some passkey profiles take a Mac's own passkey and some refuse it, and none that takes it is for all users",
    when: (subject, grounds) => ask(subject, grounds, ({ dependsOnGroup }) => dependsOnGroup),
    evidence: (subject, grounds) => {
      const answer = answerFor(subject, grounds);
      if (answer === null) return [];
      const refusing = Object.values(answer.refusing).flat();
      return [
        ...sawTenant(`a Mac's own passkey is taken by ${named(answer.taking.map(({ name }) => name))}`),
        ...sawTenant(`and refused by ${named(refusing.map(({ name }) => name))}`),
      ];
    },
  },
  {
    ...shared,
    id: 'macplat.tenant-groups',
    effect: 'info',
    code: 'TENANT_GROUPS_ONLY',
    condition:
      "With the tenant's settings given: every passkey profile in reach takes a Mac's own passkey, and they are for some groups only",
    when: (subject, grounds) => ask(subject, grounds, ({ groupsOnly }) => groupsOnly),
    evidence: (subject, grounds) =>
      sawTenant(`taken by ${named((answerFor(subject, grounds)?.taking ?? []).map(({ name }) => name))}`),
  },
];
