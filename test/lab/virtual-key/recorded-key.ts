import type { KeyAnswer, KeyAnswers } from '../../../src/ctap/key-answers.ts';
import { type AuthenticatorTraits, type CommandAnswer, ctapStatus } from './authenticator.ts';

/** Bytes of the recorded INIT answer: channel 4, protocol, version 3, capabilities. */
const recordedInitBytes = 9;

/**
 * A key that says again what another one was recorded saying. What was not asked then is refused now. @throws RangeError
 * when the recording has no whole INIT answer.
 */
export function replayTraits(recorded: KeyAnswers): AuthenticatorTraits {
  const init = Buffer.from(recorded.init, 'hex');
  if (init.length < recordedInitBytes) throw new RangeError(`recorded INIT answer of ${init.length} bytes`);
  const [protocol = 0, major = 0, minor = 0, build = 0, capabilities = 0] = init.subarray(4);
  const version = recorded.u2fVersion;
  return {
    protocol,
    deviceVersion: [major, minor, build],
    capabilities,
    getInfo: recorded.getInfo && replay(recorded.getInfo),
    pinRetries: replay(recorded.pinRetries),
    uvRetries: replay(recorded.uvRetries),
    fingerprintModality: replay(recorded.fingerprintModality),
    fingerprintSensor: replay(recorded.fingerprintSensor),
    u2fVersion: version?.ok ? Buffer.from(version.hex, 'hex').toString('latin1') : null,
  };
}

function replay(answer: KeyAnswer | null): CommandAnswer {
  if (answer?.ok) return Uint8Array.from(Buffer.from(answer.hex, 'hex'));
  return { status: answer?.status ?? ctapStatus.invalidCommand };
}
