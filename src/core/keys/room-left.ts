import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { Reading } from '../../contract/observation.ts';
import { infoOf, inside } from './key-answers.ts';
import { memberOf } from './members.ts';

/** Passkeys that still fit, by the key's own estimate; null when it does not say, which is never "full". */
export function roomLeftOf(key: AttachedKey): Reading<number | null> {
  return inside(infoOf(key), (info) => memberOf(info, 'remainingDiscoverableCredentials'));
}
