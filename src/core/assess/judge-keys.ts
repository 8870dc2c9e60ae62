import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { KeyVerdict, KindVerdict } from '../../contract/verdict.ts';
import { nameOfKey } from '../keys/key-name.ts';
import { byWorth } from './by-worth.ts';
import { evaluateKind } from './evaluate-kind.ts';
import type { Grounds } from './grounds.ts';
import { factsOf, look } from './read-signal.ts';
import type { KeyInSight, KeyRule, Rule, Subject } from './rule.ts';
import { seckeyKeyRules, seckeyRules } from './rules/seckey/seckey.ts';

/**
 * Judges security keys: the way from browser to key together with the best key (the findings of the kind), and each key on its own.
 * Path rows and key rows go through the same evaluation in one list, so that precedence exists once (docs/adr/0011).
 */
export function judgeSecurityKeys(subject: Subject, grounds: Grounds, judgedAt: Date): KindVerdict {
  const attached = factsOf(subject, 'security-key')?.keys ?? [];
  if (attached.length === 0) {
    const rules = [...seckeyRules, ...seckeyKeyRules.map(withoutKey)];
    return evaluateKind('seckey', rules, subject, grounds, judgedAt);
  }
  const judged = attached
    .map((key) => judgeKey(key, subject, grounds, judgedAt))
    .toSorted((a, b) => byWorth(a.verdict, b.verdict));
  // Keys of the same worth may still differ by what the way to them asks for; of those the one that comes out best speaks.
  const [best] = judged
    .filter((one) => judged[0] !== undefined && byWorth(one.verdict, judged[0].verdict) === 0)
    .map(({ rules }) => evaluateKind('seckey', [...seckeyRules, ...rules], subject, grounds, judgedAt))
    .toSorted(byWorth);
  if (best === undefined) throw new Error('of some keys none is the best');
  return {
    ...best,
    keys: judged.map(({ verdict }) => verdict),
  };
}

type Judged = { readonly verdict: KeyVerdict; readonly rules: readonly Rule[] };

function judgeKey(key: AttachedKey, subject: Subject, grounds: Grounds, judgedAt: Date): Judged {
  const { name } = nameOfKey(key, grounds.keyKnowledge);
  const seen = { key, name, subject, grounds, judgedAt };
  const rules = seckeyKeyRules.flatMap((rule) => bound(rule, seen));
  const { state, findings } = evaluateKind('seckey', rules, subject, grounds, judgedAt);
  return { verdict: { id: key.id, name, state, findings }, rules };
}

function bound({ when, evidence, effectBy, ...row }: KeyRule, seen: KeyInSight): Rule[] {
  const effect = effectBy === undefined ? row.effect : effectBy(seen.grounds);
  return effect === null ? [] : [{ ...row, effect, when: () => when(seen), evidence: () => evidence(seen) }];
}

/** With no key there is nothing to ask; with the signal unknown every row about keys is untold, not answered no. */
function withoutKey({ when: _when, evidence: _evidence, effectBy: _effectBy, ...row }: KeyRule): Rule {
  return { ...row, when: (subject) => look(subject, 'security-key', () => 'no'), evidence: () => [] };
}
