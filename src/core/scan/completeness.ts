import type { PartialReport } from '../../contract/report.ts';
import type { Signals } from '../../contract/signals.ts';

/**
 * Whether a scan lost answers. Lost = timed out, crashed or cancelled; an `unknown` for another reason (say, no rights)
 * is a full answer. The most telling loss wins: cancelled, then partial.
 */
export function completenessOf(signals: Signals): PartialReport['completeness'] {
  const reasons = new Set<string>();
  for (const observation of Object.values(signals)) {
    if (observation?.kind === 'unknown') reasons.add(observation.reason);
  }
  if (reasons.has('cancelled')) return 'cancelled';
  return reasons.has('timed-out') || reasons.has('crashed') ? 'partial' : 'complete';
}
