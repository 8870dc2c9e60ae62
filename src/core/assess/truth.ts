import type { SignalId } from '../../contract/signals.ts';

/** Something a predicate needed and could not be told. */
export type Gap = {
  readonly signal: SignalId;
  /** The observation's reason, or `not-scanned`, `not-applicable`, `not-published` where there was none to give. */
  readonly reason: string;
  /** Which part of the signal, in a few words. */
  readonly detail?: string;
};

/**
 * Three-valued answer of a predicate (Kleene's strong logic): an unknown part matters only where the other parts do
 * not settle the answer already, so "could not tell" never becomes a yes or a no.
 */
export type Truth = 'yes' | 'no' | { readonly unknown: readonly Gap[] };

/** Wraps a plain boolean. */
export function truthOf(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

/** One gap as an answer. */
export function cannotTell(gap: Gap): Truth {
  return { unknown: [gap] };
}

export function not(truth: Truth): Truth {
  if (truth === 'yes') return 'no';
  return truth === 'no' ? 'yes' : truth;
}

/** No if any part is no; else unknown if any is; else yes. */
export function and(...parts: readonly Truth[]): Truth {
  if (parts.includes('no')) return 'no';
  const unknown = gapsOf(parts);
  return unknown.length > 0 ? { unknown } : 'yes';
}

/** Yes if any part is yes; else unknown if any is; else no. */
export function or(...parts: readonly Truth[]): Truth {
  if (parts.includes('yes')) return 'yes';
  const unknown = gapsOf(parts);
  return unknown.length > 0 ? { unknown } : 'no';
}

/** `and` over a list; yes for an empty one. */
export function every<Item>(items: readonly Item[], ask: (item: Item) => Truth): Truth {
  return and(...items.map(ask));
}

/** `or` over a list; no for an empty one. */
export function some<Item>(items: readonly Item[], ask: (item: Item) => Truth): Truth {
  return or(...items.map(ask));
}

/** Where `truth` could not be told, something seen that speaks against it says no. What is known stands. */
export function unlessSeen(truth: Truth, proof: Truth): Truth {
  return typeof truth !== 'string' && proof === 'yes' ? 'no' : truth;
}

function gapsOf(parts: readonly Truth[]): Gap[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : part.unknown));
}
