import { decodeFirst } from 'cborg';
import { CborGuard } from './cbor-guard.ts';

const encIdentifier = 0x19;
const encCredStoreState = 0x1e;
const sensitive = new Set<unknown>([encIdentifier, encCredStoreState]);

/**
 * A copy of a getInfo answer in which encIdentifier and encCredStoreState hold zeros. Their owner can recognise the key by
 * them, so they go no further than this, not even when the answer is otherwise broken.
 */
export function blankIdentifiers(getInfo: Uint8Array): Uint8Array {
  const blanked = Uint8Array.from(getInfo);
  const guard = new CborGuard(getInfo, ({ topKey, isTopKey, start, end }) => {
    if (!isTopKey && sensitive.has(topKey)) blanked.fill(0, start, end);
  });
  try {
    decodeFirst(getInfo, { tokenizer: guard, useMaps: true });
  } catch {
    blankUnread(blanked, guard);
  }
  return blanked;
}

/** Behind the first fault nothing can be read for certain: what looks like one of the two members goes, and all of one cut short. */
function blankUnread(bytes: Uint8Array, guard: CborGuard): void {
  const from = guard.pos();
  if (sensitive.has(guard.currentTopKey())) bytes.fill(0, from + 2);
  for (let at = from; at + 4 <= bytes.length; at++) {
    const looksLikeOne = bytes[at] === 0x18 && sensitive.has(bytes[at + 1]) && bytes[at + 2] === 0x58;
    if (looksLikeOne) bytes.fill(0, at + 4, at + 4 + (bytes[at + 3] ?? 0));
  }
}
