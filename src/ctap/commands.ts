import type { Channel } from './channel.ts';
import { command } from './frames.ts';
import { KeyError } from './key-error.ts';
import { ctapStatusText } from './status-names.ts';

/**
 * The only questions Keyready ever puts to a key: none needs a PIN or a touch, none changes anything. Each returns the
 * payload after the status byte.
 * https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html
 */

/** authenticatorGetInfo. */
export function getInfo(channel: Channel): Promise<Uint8Array> {
  return channel.twice(() => cborCall(channel, [0x04]));
}

/** clientPIN getPINRetries `{1: 1, 2: 1}`: protocol 1 is sent always, since keys of CTAP 2.0 want it. */
export function getPinRetries(channel: Channel): Promise<Uint8Array> {
  return cborCall(channel, [0x06, 0xa2, 0x01, 0x01, 0x02, 0x01]);
}

/** clientPIN getUVRetries `{1: 1, 2: 7}`. */
export function getUvRetries(channel: Channel): Promise<Uint8Array> {
  return cborCall(channel, [0x06, 0xa2, 0x01, 0x01, 0x02, 0x07]);
}

/** 0x09 is of CTAP 2.1; 0x40 of keys that only know the preview before it. */
export type BioCommand = 0x09 | 0x40;

/** bioEnrollment getModality `{6: true}`. */
export function getBioModality(channel: Channel, bio: BioCommand): Promise<Uint8Array> {
  return cborCall(channel, [bio, 0xa1, 0x06, 0xf5]);
}

/** bioEnrollment getFingerprintSensorInfo `{1: 1, 2: 7}`. */
export function getFingerprintSensorInfo(channel: Channel, bio: BioCommand): Promise<Uint8Array> {
  return cborCall(channel, [bio, 0xa2, 0x01, 0x01, 0x02, 0x07]);
}

const swNoError = 0x9000;
const swWrongLength = 0x6700;

/**
 * CTAP1 GetVersion, without the status word.
 * https://fidoalliance.org/specs/fido-u2f-v1.2-ps-20170411/fido-u2f-raw-message-formats-v1.2-ps-20170411.html
 */
export async function getU2fVersion(channel: Channel): Promise<Uint8Array> {
  const first = await apduCall(channel, [0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00]);
  // Keys from before the final text want an empty Lc as well.
  const { statusWord, data } =
    first.statusWord === swWrongLength
      ? await apduCall(channel, [0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00])
      : first;
  if (statusWord !== swNoError)
    throw new KeyError('refused', `U2F status word ${statusWord.toString(16).padStart(4, '0')}`);
  return data;
}

async function cborCall(channel: Channel, request: number[]): Promise<Uint8Array> {
  const answer = await channel.call(command.cbor, Uint8Array.from(request));
  const status = answer[0];
  if (status === undefined) throw new KeyError('malformed', 'an answer without a status byte');
  if (status !== 0)
    throw new KeyError('refused', ctapStatusText(status), { byte: status, refusedByHid: false });
  return answer.subarray(1);
}

async function apduCall(channel: Channel, apdu: number[]): Promise<{ statusWord: number; data: Uint8Array }> {
  const answer = await channel.call(command.msg, Uint8Array.from(apdu));
  const [high, low] = answer.subarray(-2);
  if (high === undefined || low === undefined)
    throw new KeyError('malformed', 'a U2F answer without a status word');
  return { statusWord: high * 256 + low, data: answer.subarray(0, -2) };
}
