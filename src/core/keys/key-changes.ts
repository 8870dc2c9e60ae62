import type { KeysOutput, ShownKey } from '../../contract/keys.ts';
import { pinStateOf } from './pin-state.ts';
import { roomLeftOf } from './room-left.ts';
import { uvStateOf } from './uv-state.ts';

/** What is different between two looks at the keys. */
export type KeyChange =
  | { readonly kind: 'plugged-in' | 'unplugged' | 'changed'; readonly key: ShownKey }
  /** The keys cannot be looked for any more, which says nothing about them. */
  | { readonly kind: 'lost-sight'; readonly why: string }
  | { readonly kind: 'sight-again' };

/** What was last known: keys of the last look that could tell, and whether the newest look could. */
export type SeenKeys = { readonly keys: readonly ShownKey[]; readonly why: string | null };

export function seenIn(output: KeysOutput, earlier: SeenKeys = { keys: [], why: null }): SeenKeys {
  const why = whyNotLooked(output);
  return why === null ? { keys: output.keys, why } : { keys: earlier.keys, why };
}

/** Keys are the same where place and mark are: another key in the same place is unplugging and plugging in. */
export function changesSince(earlier: SeenKeys, output: KeysOutput): KeyChange[] {
  const why = whyNotLooked(output);
  if (why !== null) return why === earlier.why ? [] : [{ kind: 'lost-sight', why }];
  const before = new Map(earlier.keys.map((key) => [identityOf(key), key]));
  const now = new Map(output.keys.map((key) => [identityOf(key), key]));
  return [
    ...(earlier.why === null ? [] : [{ kind: 'sight-again' } as const]),
    ...earlier.keys
      .filter((key) => !now.has(identityOf(key)))
      .map((key): KeyChange => ({ kind: 'unplugged', key })),
    ...output.keys.flatMap((key): KeyChange[] => {
      const known = before.get(identityOf(key));
      if (known === undefined) return [{ kind: 'plugged-in', key }];
      return looksOf(known) === looksOf(key) ? [] : [{ kind: 'changed', key }];
    }),
  ];
}

function whyNotLooked({ looked }: KeysOutput): string | null {
  if (looked.kind === 'known') return null;
  return looked.kind === 'unknown' ? looked.reason : looked.because;
}

function identityOf({ id, facts }: ShownKey): string {
  return `${id} ${facts.mark ?? ''}`;
}

/** What a person would call a change: not the times of a look, nor counters that a key moves by itself. */
function looksOf(key: ShownKey): string {
  const { name, firmware, aaguid, state, facts } = key;
  const codes = key.findings.map(({ code, severity }) => `${severity} ${code}`);
  const said = [pinStateOf(facts), uvStateOf(facts), roomLeftOf(facts)];
  return JSON.stringify([name, firmware, aaguid, state, codes, said]);
}
