import type { UnknownReason } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { KeyAnswers } from '../../ctap/key-answers.ts';
import { within } from '../../platform/live/within.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { type Failed, knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import type { SeenKey } from './list-hid-keys.ts';
import { readDepth } from './read-depth.ts';

export type Key = FactsOf<'security-key'>['keys'][number];

/** Beyond the budget that asking has itself, and within the signal's limit: a key that breaks every promise costs only itself. */
const KEY_LIMIT_MS = 3200;

/** Asks one key; never later than KEY_LIMIT_MS. */
export function askKeyAt(reach: ProbeReach, path: string): Promise<Outcome<KeyAnswers>> {
  return within(KEY_LIMIT_MS, reach.securityKeys.ask(path));
}

/** What an asked key tells. `denied` is the word for a refusal to open: who can lift it differs between systems. */
export function depthFrom(
  asked: Outcome<KeyAnswers>,
  denied: Extract<UnknownReason, 'needs-elevation' | 'no-device-access'>,
): Key['depth'] {
  return asked.ok ? readDepth(asked.value) : whyUnasked(asked, denied);
}

function whyUnasked(failed: Failed, denied: UnknownReason): Unknown {
  if (failed.problem === 'denied') return unknown(denied, failed.detail);
  return failed.problem === 'not-found' ? unknown('unplugged', failed.detail) : unknownFrom(failed);
}

/**
 * Was the key open to this process, as far as asking showed? Where it was opened and then misbehaved the right was there; where it
 * was busy, gone or silent, nothing is proven.
 */
export function accessFrom(asked: Outcome<KeyAnswers>): Key['accessible'] {
  if (asked.ok || asked.problem === 'malformed' || asked.problem === 'refused') return knownReading(true);
  if (asked.problem === 'denied') return knownReading(false);
  return whyUnasked(asked, 'no-device-access');
}

/** The facts of one key. */
export function keyFrom(seen: SeenKey, accessible: Key['accessible'], depth: Key['depth']): Key {
  const { id, vendorId, productId, manufacturer, product, mark } = seen;
  return { id, vendorId, productId, manufacturer, product, accessible, mark, depth };
}
