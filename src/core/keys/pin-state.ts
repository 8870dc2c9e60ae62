import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { Reading } from '../../contract/observation.ts';
import { depthOf, infoOf, inside } from './key-answers.ts';
import { memberOf, optionOf } from './members.ts';

/** Shortest PIN where a key names no other, code points (CTAP 2.1, getInfo member 0x0D). */
const DEFAULT_MIN_PIN_LENGTH = 4;

export type PinState =
  | { readonly supported: false }
  | {
      readonly supported: true;
      readonly set: boolean;
      /** Wrong entries left; 0 = blocked until the key is reset. */
      readonly triesLeft: Reading<number>;
      /** No entry is left. */
      readonly blocked: Reading<boolean>;
      /** The key wants to be unplugged and plugged in before the next entry. */
      readonly replugFirst: Reading<boolean>;
      /** The PIN cannot be used before it is changed. A key that does not say needs no change. */
      readonly changeRequired: Reading<boolean>;
      /** Code points. */
      readonly minLength: number;
      /** Code points; null when the key does not say. */
      readonly maxLength: number | null;
      /** Whether the key enforces rules beyond length; null when it does not know such rules. */
      readonly complexity: boolean | null;
    };

/** Everything a key says of its PIN without being asked for it. Not applicable on a key without CTAP2. */
export function pinStateOf(key: AttachedKey): Reading<PinState> {
  return inside(infoOf(key), (info) =>
    inside(optionOf(info, 'clientPin'), (clientPin): Reading<PinState> => {
      if (clientPin === null) return { kind: 'known', value: { supported: false } };
      const retries = inside(depthOf(key), (depth) => depth.pinRetries);
      return {
        kind: 'known',
        value: {
          supported: true,
          set: clientPin,
          triesLeft: inside(retries, ({ left }) => ({ kind: 'known', value: left })),
          blocked: inside(retries, ({ left }) => ({ kind: 'known', value: left === 0 })),
          replugFirst: inside(retries, ({ replugFirst }) => ({ kind: 'known', value: replugFirst })),
          changeRequired: inside(memberOf(info, 'forcePinChange'), (force) => ({
            kind: 'known',
            value: force ?? false,
          })),
          minLength: info.minPinLength ?? DEFAULT_MIN_PIN_LENGTH,
          maxLength: info.maxPinLength ?? null,
          complexity: info.pinComplexityPolicy ?? null,
        },
      };
    }),
  );
}
