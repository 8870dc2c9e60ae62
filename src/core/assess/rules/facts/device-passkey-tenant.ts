import type { SignalId } from '../../../../contract/signals.ts';
import type { Evidence, PasskeyKind } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import type { Rule, Subject } from '../../rule.ts';
import type { AskedPasskey, Refusal } from '../../tenant/ask-profile.ts';
import { judgeByTenant, type TenantAnswer } from '../../tenant/judge-tenant.ts';
import type { Truth } from '../../truth.ts';
import { pages } from '../sources.ts';
import { askTenant, named, sawTenant } from './tenant-facts.ts';

const MAX_NAMED = 5;

/** A passkey that the device itself keeps, as the company's settings are asked of it. */
export type DevicePasskey = {
  kind: PasskeyKind;
  /** As rows call it: `Windows Hello`. */
  name: string;
  /** Row of the truth table that asks for its type. */
  typeRow: string;
  asked(subject: Subject): AskedPasskey;
  /** What the type row and what the rows about groups read. */
  needs: { type: readonly SignalId[]; groups: readonly SignalId[] };
  /** The page about this kind. */
  source: string;
};

/** What passkey profiles say of a passkey kept by the device, and the rows that are alike for each kind of it. */
export function tenantOf({ kind, name, typeRow, asked, needs, source }: DevicePasskey) {
  const answerFor = (subject: Subject, { tenant }: Grounds): TenantAnswer | null =>
    tenant === null ? null : judgeByTenant(tenant.fido2, asked(subject));
  function ask(subject: Subject, grounds: Grounds, question: (answer: TenantAnswer) => Truth): Truth {
    return askTenant(grounds, () => {
      const answer = answerFor(subject, grounds);
      return answer === null ? 'no' : question(answer);
    });
  }
  function sawRefusals(subject: Subject, grounds: Grounds, reason: Refusal, because: string): Evidence[] {
    const refusing = answerFor(subject, grounds)?.refusing[reason] ?? [];
    return refusing.slice(0, MAX_NAMED).flatMap((profile) => sawTenant(`${profile.name} ${because}`));
  }
  const shared = { kind, effect: 'block', owner: 'it', sources: [pages.passkeyProfile, source] } as const;
  const typeRule: Rule = {
    ...shared,
    id: typeRow,
    code: 'TYPE_NOT_ALLOWED',
    needs: needs.type,
    condition: `With the tenant's settings given: every passkey profile in reach refuses ${name}, one at least because it allows synced passkeys only`,
    when: (subject, grounds) => ask(subject, grounds, ({ refused }) => refused.type),
    evidence: (subject, grounds) => sawRefusals(subject, grounds, 'type', 'allows synced passkeys only'),
  };
  const groupRules: readonly Rule[] = [
    {
      ...shared,
      id: `${kind}.tenant-depends`,
      effect: 'unknown',
      code: 'TENANT_DEPENDS_ON_GROUP',
      needs: needs.groups,
      condition: `With the tenant's settings given: some passkey profiles take ${name} and some refuse it, and none that takes it is for all users`,
      when: (subject, grounds) => ask(subject, grounds, ({ dependsOnGroup }) => dependsOnGroup),
      evidence: (subject, grounds) => {
        const answer = answerFor(subject, grounds);
        if (answer === null) return [];
        const refusing = Object.values(answer.refusing).flat();
        return [
          ...sawTenant(`${name} is taken by ${named(answer.taking.map((profile) => profile.name))}`),
          ...sawTenant(`and refused by ${named(refusing.map((profile) => profile.name))}`),
        ];
      },
    },
    {
      ...shared,
      id: `${kind}.tenant-groups`,
      effect: 'info',
      code: 'TENANT_GROUPS_ONLY',
      needs: needs.groups,
      condition: `With the tenant's settings given: every passkey profile in reach takes ${name}, and they are for some groups only`,
      when: (subject, grounds) => ask(subject, grounds, ({ groupsOnly }) => groupsOnly),
      evidence: (subject, grounds) => {
        const taking = answerFor(subject, grounds)?.taking ?? [];
        return sawTenant(`taken by ${named(taking.map((profile) => profile.name))}`);
      },
    },
  ];
  return { ask, sawRefusals, shared, typeRule, groupRules };
}
