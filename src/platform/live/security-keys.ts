import type { SecurityKeys } from '../reach.ts';
import { failure } from './outcomes.ts';

/** Keys as src/ctap reads them. */
export function liveSecurityKeys(): SecurityKeys {
  return { ask: async () => failure('not-supported', 'this version does not talk to keys yet') };
}
