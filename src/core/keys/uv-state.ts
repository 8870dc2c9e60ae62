import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { Reading } from '../../contract/observation.ts';
import { depthOf, infoOf, inside } from './key-answers.ts';
import { optionOf } from './members.ts';

export type UvState = {
  /** `none` = the key has no verification of its own; `not-set-up` = it has, with nothing enrolled; `set-up` = usable. */
  readonly builtIn: 'none' | 'not-set-up' | 'set-up';
  /** Whether a finger is enrolled; null on a key without fingerprint enrolment. How many is not told without the PIN. */
  readonly fingerEnrolled: boolean | null;
  /** Failed verifications left before the key wants its PIN; not applicable without built-in verification. */
  readonly triesLeft: Reading<number>;
};

/** What a key says of verification built into it: a fingerprint reader, or a keypad. Not applicable without CTAP2. */
export function uvStateOf(key: AttachedKey): Reading<UvState> {
  return inside(infoOf(key), (info) =>
    inside(optionOf(info, 'uv'), (uv) =>
      inside(optionOf(info, 'bioEnroll'), (bio) =>
        inside(optionOf(info, 'userVerificationMgmtPreview'), (preview): Reading<UvState> => {
          const answers = [uv, bio, preview].filter((answer) => answer !== null);
          const builtIn = answers.includes(true) ? 'set-up' : answers.length > 0 ? 'not-set-up' : 'none';
          const triesLeft = inside(depthOf(key), (depth) => depth.uvRetries);
          return { kind: 'known', value: { builtIn, fingerEnrolled: bio ?? preview, triesLeft } };
        }),
      ),
    ),
  );
}
