import type { KindVerdict } from '../../contract/verdict.ts';
import { byWorth } from './by-worth.ts';
import { evaluateKind } from './evaluate-kind.ts';
import type { Grounds } from './grounds.ts';
import type { ProviderInSight, ProviderRule, Rule, Subject } from './rule.ts';
import { syncedProviderRules, syncedRules } from './rules/synced/synced.ts';
import { providersInSight } from './rules/synced/synced-candidates.ts';

/**
 * Judges synced passkeys: every way to keep them on its own, and the best of them together with what the company allows. All rows go
 * through the same evaluation in one list, as for security keys (docs/adr/0011).
 */
export function judgeSynced(subject: Subject, grounds: Grounds, judgedAt: Date): KindVerdict {
  const judged = providersInSight(subject, grounds, judgedAt)
    .map((seen) => {
      const rules = syncedProviderRules.flatMap((rule) => bound(rule, seen));
      return { rules, verdict: evaluateKind('synced', rules, subject, grounds, judgedAt) };
    })
    .toSorted((a, b) => byWorth(a.verdict, b.verdict));
  // Keepers of the same worth may differ by what stands with the company's rows; of those the one that comes out best speaks, as for keys.
  const [best] = judged
    .filter((one) => judged[0] !== undefined && byWorth(one.verdict, judged[0].verdict) === 0)
    .map(({ rules }) => evaluateKind('synced', [...syncedRules, ...rules], subject, grounds, judgedAt))
    .toSorted(byWorth);
  return best ?? evaluateKind('synced', syncedRules, subject, grounds, judgedAt);
}

function bound({ of, when, evidence, ...row }: ProviderRule, seen: ProviderInSight): Rule[] {
  if (of !== seen.sort) return [];
  return [{ ...row, when: () => when(seen), evidence: () => evidence(seen) }];
}
