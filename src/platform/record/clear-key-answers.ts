import { blankIdentifiers } from '../../ctap/blank-identifiers.ts';
import type { KeyAnswer, KeyAnswers } from '../../ctap/key-answers.ts';
import type { RedactText } from './redact-text.ts';

/** The channel number at the start of an INIT answer, 4 bytes: of no use to anybody later. */
const CHANNEL_HEX = /^[0-9a-f]{8}/;

/**
 * A key's answers as they may be written down. The bytes stay as they are, since names of people and machines are not in them
 * and a word replaced inside would spoil them; what could tell the key from others of its model is blanked, though asking did so already.
 */
export function clearKeyAnswers(answers: KeyAnswers, text: RedactText): KeyAnswers {
  const clear = (answer: KeyAnswer | null): KeyAnswer | null =>
    answer === null || answer.ok ? answer : { ...answer, detail: text(answer.detail) };
  const { getInfo } = answers;
  return {
    init: answers.init.replace(CHANNEL_HEX, '00000000'),
    getInfo: getInfo?.ok ? { ok: true, hex: withoutIdentifiers(getInfo.hex) } : clear(getInfo),
    pinRetries: clear(answers.pinRetries),
    uvRetries: clear(answers.uvRetries),
    fingerprintModality: clear(answers.fingerprintModality),
    fingerprintSensor: clear(answers.fingerprintSensor),
    u2fVersion: clear(answers.u2fVersion),
  };
}

function withoutIdentifiers(hex: string): string {
  return Buffer.from(blankIdentifiers(Buffer.from(hex, 'hex'))).toString('hex');
}
