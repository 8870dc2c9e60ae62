import type { Grounds } from '../../grounds.ts';
import type { Rule } from '../../rule.ts';
import { judgeByTenant, type TenantAnswer } from '../../tenant/judge-tenant.ts';
import { or, type Truth } from '../../truth.ts';
import { askTenant, named, passkeysOff, sawTenant } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

/** Synced passkeys never carry attestation. Lists of models are guidance only for them, since an unattested model cannot be verified. */
function answerFor({ tenant }: Grounds): TenantAnswer | null {
  if (tenant === null) return null;
  return judgeByTenant(tenant.fido2, {
    type: 'synced',
    aaguids: [],
    attestable: 'no',
    about: 'passkey-providers',
  });
}
function ask(grounds: Grounds, question: (answer: TenantAnswer) => Truth): Truth {
  return askTenant(grounds, () => {
    const answer = answerFor(grounds);
    return answer === null ? 'no' : question(answer);
  });
}

/** Whether the company takes synced passkeys: row 1. */
export const syncedTenantRules: readonly Rule[] = [
  passkeysOff('synced'),
  {
    id: 'synced.1',
    kind: 'synced',
    effect: 'block',
    code: 'SYNCED_NOT_ALLOWED',
    owner: 'it',
    needs: [],
    condition:
      "With the tenant's settings given: every passkey profile in reach enforces attestation or does not allow synced passkeys (settings from before profiles do not say whether they do)",
    when: (_subject, grounds) => ask(grounds, ({ refused }) => or(refused.attestation, refused.type)),
    evidence: (_subject, grounds) => {
      const refusing = answerFor(grounds)?.refusing;
      return [
        ...(refusing?.attestation ?? [])
          .slice(0, 3)
          .flatMap(({ name }) => sawTenant(`${name} demands attestation`)),
        ...(refusing?.type ?? [])
          .slice(0, 3)
          .flatMap(({ name }) => sawTenant(`${name} does not allow synced passkeys`)),
      ];
    },
    sources: [pages.passkeyProfile, pages.passkeysFido2],
  },
  {
    id: 'synced.tenant-depends',
    kind: 'synced',
    effect: 'unknown',
    code: 'TENANT_DEPENDS_ON_GROUP',
    owner: 'it',
    needs: [],
    condition:
      "With the tenant's settings given: some passkey profiles take synced passkeys and some do not, and none that takes them is for all users",
    when: (_subject, grounds) => ask(grounds, ({ dependsOnGroup }) => dependsOnGroup),
    evidence: (_subject, grounds) => {
      const answer = answerFor(grounds);
      if (answer === null) return [];
      const refusing = Object.values(answer.refusing).flat();
      return [
        ...sawTenant(`synced passkeys are taken by ${named(answer.taking.map(({ name }) => name))}`),
        ...sawTenant(`and refused by ${named(refusing.map(({ name }) => name))}`),
      ];
    },
    sources: [pages.passkeyProfile, pages.passkeysFido2],
  },
];
