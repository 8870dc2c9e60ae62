import type { ScanContext, UnknownReason } from '../../contract/observation.ts';
import { type SignalId, Signals } from '../../contract/signals.ts';

export type AnyObservation = NonNullable<Signals[string]>;
/** When and by whom an observation was made; `tookMs` in milliseconds. */
export type Stamp = { at: string; tookMs: number; context: ScanContext };

const MAX_DETAIL_LENGTH = 500;

/** An `unknown` made by the engine or by whoever lost the answer. */
export function unknownObservation(reason: UnknownReason, detail: string, stamp: Stamp): AnyObservation {
  return { kind: 'unknown', reason, detail: detail.slice(0, MAX_DETAIL_LENGTH), ...stamp };
}

/**
 * Stamps what a probe found and checks it against the signal's facts. A probe whose facts do not fit is defective: that
 * is said as `unknown: crashed` with the field at fault, never passed on and never silent.
 */
export function checkObservation(signal: SignalId, found: unknown, stamp: Stamp): AnyObservation {
  const candidate = typeof found === 'object' && found !== null ? { ...found, ...stamp } : found;
  const parsed = Signals.safeParse({ [signal]: candidate });
  const observation = parsed.data?.[signal];
  if (observation !== undefined) return observation;
  const issue = parsed.error?.issues[0];
  const fault = issue ? `/${issue.path.join('/')}: ${issue.message}` : 'no answer';
  return unknownObservation('crashed', `the probe's answer does not fit its signal: ${fault}`, stamp);
}
