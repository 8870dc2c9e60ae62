/** Why a key, or one command to it, gave no answer. */
export type KeyProblem =
  /** The system refused to open it. */
  | 'denied'
  /** Another program holds it, or it kept answering CHANNEL_BUSY. */
  | 'busy'
  /** Unplugged before or while asking. */
  | 'gone'
  /** The time of the exchange was used up. */
  | 'timed-out'
  /** Broke the rules of CTAPHID or CBOR; `detail` says which. */
  | 'malformed'
  /** Answered with an error status of its own; `detail` names it. */
  | 'refused'
  /** The asker was told to stop. */
  | 'cancelled'
  /** HID cannot be used on this system at all. */
  | 'not-supported';

/** One command's answer: the payload as lower-case hex without the status byte, or why there is none. */
export type KeyAnswer =
  | { ok: true; hex: string }
  | {
      ok: false;
      problem: KeyProblem;
      detail: string /** CTAP status or CTAPHID error byte, where the key gave one. */;
      status?: number;
    };

/**
 * Everything one key answered without PIN or touch, as bytes, so that a recording can be decoded again by a later version.
 * A command that had no reason to be sent is null. encIdentifier and encCredStoreState are blanked (zeros) in `getInfo`.
 */
export type KeyAnswers = {
  /** CTAPHID INIT answer after the nonce: channel (blanked), protocol, three version bytes, capabilities. */
  init: string;
  /** Null on a key without CTAP2. */
  getInfo: KeyAnswer | null;
  pinRetries: KeyAnswer | null;
  uvRetries: KeyAnswer | null;
  fingerprintModality: KeyAnswer | null;
  fingerprintSensor: KeyAnswer | null;
  /** CTAP1 version text as bytes, asked only of a key without CTAP2. */
  u2fVersion: KeyAnswer | null;
};
