import type { ShownKey } from '../../contract/keys.ts';
import type { Reading } from '../../contract/observation.ts';
import { pinStateOf } from '../../core/keys/pin-state.ts';
import { roomLeftOf } from '../../core/keys/room-left.ts';
import { uvStateOf } from '../../core/keys/uv-state.ts';

/** What a key says of itself, a few words each; `?` where it could not be told. */
export type KeyWords = { firmware: string; pin: string; fingerprint: string; room: string };

const COULD_NOT_TELL = '?';

export function wordsOfKey({ facts, firmware }: ShownKey): KeyWords {
  return {
    firmware: firmware ?? COULD_NOT_TELL,
    pin: say(pinStateOf(facts), (pin) => {
      if (!pin.supported) return 'none';
      if (!pin.set) return 'not set';
      if (isTrue(pin.blocked)) return 'blocked';
      if (isTrue(pin.changeRequired)) return 'change due';
      if (isTrue(pin.replugFirst)) return 'replug first';
      return pin.triesLeft.kind === 'known' ? `set, ${tries(pin.triesLeft.value)}` : 'set';
    }),
    fingerprint: say(uvStateOf(facts), ({ builtIn, fingerEnrolled }) => {
      if (fingerEnrolled !== null) return fingerEnrolled ? 'enrolled' : 'none yet';
      return { none: 'no reader', 'not-set-up': 'not set up', 'set-up': 'set up' }[builtIn];
    }),
    room: say(roomLeftOf(facts), (left) => {
      if (left === null) return 'not said';
      return left === 0 ? 'full' : `${left} left`;
    }),
  };
}

function say<Value>(reading: Reading<Value>, inWords: (value: Value) => string): string {
  if (reading.kind === 'known') return inWords(reading.value);
  return reading.kind === 'not-applicable' ? 'none' : COULD_NOT_TELL;
}

function isTrue(reading: Reading<boolean>): boolean {
  return reading.kind === 'known' && reading.value;
}

function tries(count: number): string {
  return `${count} ${count === 1 ? 'try' : 'tries'}`;
}
