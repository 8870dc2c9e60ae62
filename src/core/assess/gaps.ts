import type { Evidence, Finding, Severity } from '../../contract/verdict.ts';
import type { EngineCode } from './engine-codes.ts';
import { saw } from './read-signal.ts';
import type { Rule, Subject } from './rule.ts';
import type { Gap } from './truth.ts';

/**
 * How much an undetermined row weighs: one that could block (or that asks whether the kind can be told at all) keeps
 * the kind unknown whatever else holds; one that could only ask for an action, or settle the kind, matters when nothing
 * else decided; a warning's only leaves a trace.
 */
export type Weight = 'strong' | 'weak' | 'trace';
const order: readonly Weight[] = ['strong', 'weak', 'trace'];

export function weightOf(effect: Severity): Weight {
  if (effect === 'block' || effect === 'unknown') return 'strong';
  return effect === 'warn' || effect === 'info' ? 'trace' : 'weak';
}

export type WeighedGap = { readonly gap: Gap; readonly rule: Rule; readonly weight: Weight };

/** One finding per signal that could not be told, under the row for which it weighs most. */
export function findingsOfGaps(
  subject: Subject,
  gaps: readonly WeighedGap[],
  severityOf: (weight: Weight) => 'unknown' | 'info',
): Finding[] {
  const bySignal = Map.groupBy(gaps, (entry) => entry.gap.signal);
  return [...bySignal.values()].flatMap((entries) => {
    const heaviest = entries.toSorted((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight))[0];
    if (heaviest === undefined) return [];
    return [
      {
        rule: heaviest.rule.id,
        code: 'SIGNAL_UNKNOWN' satisfies EngineCode,
        severity: severityOf(heaviest.weight),
        evidence: distinct(entries.map(({ gap }) => evidenceOf(subject, gap))),
      },
    ];
  });
}

function evidenceOf(subject: Subject, gap: Gap): Evidence {
  const says = gap.detail === undefined ? `could not tell: ${gap.reason}` : `${gap.detail}: ${gap.reason}`;
  return { ...saw(subject, gap.signal, says), reason: gap.reason };
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((entry) => [entry.says, entry])).values()];
}
