import type { GetInfoFacts } from '../../contract/facts/get-info.ts';
import type { KeyDepth } from '../../contract/facts/security-key.ts';
import type { Reading, UnknownReason } from '../../contract/observation.ts';
import { decodeFingerprintReader } from '../../ctap/decode-bio.ts';
import { decodePinRetries, decodeUvRetries } from '../../ctap/decode-client-pin.ts';
import { decodeGetInfo } from '../../ctap/decode-get-info.ts';
import { decodeInit } from '../../ctap/decode-init.ts';
import { decodeU2fVersion } from '../../ctap/decode-u2f.ts';
import type { KeyAnswer, KeyAnswers, KeyProblem } from '../../ctap/key-answers.ts';
import { knownReading, notApplicable, tidyText, type Unknown, unknown } from '../probe.ts';

type Decoded<Value> = { ok: true; value: Value } | { ok: false; detail: string };

/** One command that failed after the key was opened. */
const reasonOfAnswer: Record<KeyProblem, UnknownReason> = {
  denied: 'no-device-access',
  busy: 'busy',
  gone: 'unplugged',
  'timed-out': 'timed-out',
  malformed: 'malformed',
  refused: 'refused',
  cancelled: 'cancelled',
  'not-supported': 'not-supported',
};

/** What one key's raw answers mean. Unknown only when not even the answer to INIT can be read. */
export function readDepth(answers: KeyAnswers): Reading<KeyDepth> {
  const hid = decodeInit(answers.init);
  if (!hid.ok) return unknown('malformed', hid.detail);
  const info = readInfo(answers.getInfo);
  return knownReading({
    hid: hid.value,
    info,
    u2fVersion:
      answers.u2fVersion === null
        ? notApplicable('Asked only of a key without CTAP2 that takes U2F commands.')
        : readAnswer(answers.u2fVersion, decodeU2fVersion),
    pinRetries: readOptional(answers.pinRetries, info, ['clientPin'], 'PIN', decodePinRetries),
    uvRetries: readOptional(
      answers.uvRetries,
      info,
      ['uv', 'bioEnroll', 'userVerificationMgmtPreview'],
      'built-in verification',
      decodeUvRetries,
    ),
    fingerprintReader: readReader(answers, info),
  });
}

function readInfo(answer: KeyAnswer | null): Reading<GetInfoFacts> {
  if (answer === null) return notApplicable('The key has no CTAP2.');
  return readAnswer(answer, (hex) => {
    const decoded = decodeGetInfo(hex);
    return decoded.ok ? { ok: true, value: decoded.info } : decoded;
  });
}

function readAnswer<Value>(answer: KeyAnswer, decode: (hex: string) => Decoded<Value>): Reading<Value> {
  if (!answer.ok) return unknownFromAnswer(answer);
  const decoded = decode(answer.hex);
  return decoded.ok ? knownReading(decoded.value) : unknown('malformed', decoded.detail);
}

function unknownFromAnswer(answer: Extract<KeyAnswer, { ok: false }>): Unknown {
  // A recording from elsewhere may name a problem of a later version.
  const isKnown = Object.hasOwn(reasonOfAnswer, answer.problem);
  return unknown(isKnown ? reasonOfAnswer[answer.problem] : 'unreadable', tidyText(answer.detail, 300));
}

/** A question that is put only to a key that has one of `options`. */
function readOptional<Value>(
  answer: KeyAnswer | null,
  info: Reading<GetInfoFacts>,
  options: readonly string[],
  what: string,
  decode: (hex: string) => Decoded<Value>,
): Reading<Value> {
  return answer === null ? whyNotAsked(info, options, what) : readAnswer(answer, decode);
}

function readReader(answers: KeyAnswers, info: Reading<GetInfoFacts>): KeyDepth['fingerprintReader'] {
  const { fingerprintModality: modality, fingerprintSensor: sensor } = answers;
  if (modality === null || sensor === null)
    return whyNotAsked(info, ['bioEnroll', 'userVerificationMgmtPreview'], 'fingerprint reader');
  if (!modality.ok) return unknownFromAnswer(modality);
  if (!sensor.ok) return unknownFromAnswer(sensor);
  const decoded = decodeFingerprintReader(modality.hex, sensor.hex);
  return decoded.ok ? knownReading(decoded.value) : unknown('malformed', decoded.detail);
}

/** "The key has none" only where it told its options and none of these is among them, nor stands there broken. */
function whyNotAsked(
  info: Reading<GetInfoFacts>,
  options: readonly string[],
  what: string,
): Unknown | ReturnType<typeof notApplicable> {
  if (info.kind === 'not-applicable') return notApplicable(`The key has no CTAP2, so no ${what} by it.`);
  if (info.kind === 'unknown') return unknown(info.reason, 'what the key can do is not known');
  const { options: told = {}, faultyMembers = [] } = info.value;
  const broken = ['options', ...options.map((name) => `options.${name}`)];
  if (broken.some((name) => faultyMembers.includes(name)))
    return unknown('malformed', 'the key’s options cannot be read');
  return options.some((name) => Object.hasOwn(told, name))
    ? unknown('unreadable', 'the key was not asked')
    : notApplicable(`The key has no ${what}.`);
}
