import type { AuthenticatorTraits, CommandAnswer } from '../../lab/virtual-key/authenticator.ts';
import type { Conduct } from '../../lab/virtual-key/conduct.ts';
import { splitMessage } from '../../lab/virtual-key/ctaphid-frames.ts';

const initAnswerBytes = 17;
const statusBytes = 1;

/**
 * How long a key takes over each answer when each packet there and back takes `packetMs`, the interval at which a host polls
 * its endpoints, and thinking takes no time. All requests here are of one packet.
 */
export function delaysAt(packetMs: number, traits: AuthenticatorTraits): NonNullable<Conduct['delaysMs']> {
  const timeFor = (answerBytes: number) => (1 + packetsOf(answerBytes)) * packetMs;
  const timeForAnswer = (answer: CommandAnswer | null) =>
    timeFor(statusBytes + (answer instanceof Uint8Array ? answer.length : 0));
  return {
    init: timeFor(initAnswerBytes),
    'get-info': timeForAnswer(traits.getInfo),
    'pin-retries': timeForAnswer(traits.pinRetries),
    'uv-retries': timeForAnswer(traits.uvRetries),
    'fingerprint-modality': timeForAnswer(traits.fingerprintModality),
    'fingerprint-sensor': timeForAnswer(traits.fingerprintSensor),
    other: timeFor(statusBytes),
  };
}

function packetsOf(bytes: number): number {
  return splitMessage({ channel: 1, command: 0x10, payload: new Uint8Array(bytes) }).length;
}
