import { type SignalId, type Signals, signalIds } from '../../contract/signals.ts';
import { signalCatalogue } from '../signals/catalogue.ts';
import type { SignalSpec } from '../signals/signal-spec.ts';

type AnyObservation = NonNullable<Signals[string]>;

/** `known` says most; `not-applicable` is an answer too; `unknown` says least. */
const weight = { known: 2, 'not-applicable': 1, unknown: 0 } as const;

/**
 * Per signal the best answer: known over not-applicable over unknown, then that of the context that sees it whole, then the fresher. Where both stamps are equal the
 * text of the observation decides, so that the order of merging never matters. Pure, commutative, associative,
 * idempotent; signals this version does not know are kept.
 */
export function mergeSignals(a: Signals, b: Signals): Signals {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const known = signalIds.filter((id) => names.has(id));
  const foreign = [...names].filter((name) => !(signalIds as string[]).includes(name)).sort();
  const merged: [string, AnyObservation][] = [];
  for (const name of [...known, ...foreign]) {
    const [left, right] = [ownSignal(a, name), ownSignal(b, name)];
    const best = left === undefined || right === undefined ? (left ?? right) : better(name, left, right);
    if (best !== undefined) merged.push([name, best]);
  }
  return Object.fromEntries(merged);
}

/** A newer version may name a signal like something every object inherits, such as `constructor`. */
function ownSignal(signals: Signals, name: string): AnyObservation | undefined {
  return Object.hasOwn(signals, name) ? signals[name] : undefined;
}

function better(name: string, left: AnyObservation, right: AnyObservation): AnyObservation {
  const order =
    weight[left.kind] - weight[right.kind] ||
    standing(name, left) - standing(name, right) ||
    Date.parse(left.at) - Date.parse(right.at) ||
    compareTexts(canonical(left), canonical(right));
  return order >= 0 ? left : right;
}

/** 1 for the context that sees the signal whole; the same for all where both see alike. */
function standing(name: string, { context }: AnyObservation): number {
  const spec: SignalSpec | undefined = Object.hasOwn(signalCatalogue, name)
    ? signalCatalogue[name as SignalId]
    : undefined;
  return spec?.bestSeenBy === context ? 1 : 0;
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** JSON with sorted keys, so that equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => compareTexts(x, y)))
      : part,
  );
}
