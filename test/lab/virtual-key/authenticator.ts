import { broadcastChannel, type CtaphidMessage, ctaphidCommand, ctaphidError } from './ctaphid-frames.ts';
import { kindOfRequest } from './request-kind.ts';

/** The CBOR that follows a zero status, or the status of a refusal. */
export type CommandAnswer = Uint8Array | { status: number };

/**
 * What a key answers, byte for byte.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-commands
 */
export type AuthenticatorTraits = {
  /** CTAPHID protocol version, 2 in practice. */
  protocol: number;
  /** Device version in the INIT answer: major, minor, build. */
  deviceVersion: readonly [number, number, number];
  /** Whole byte of the INIT answer, see `capability`. It alone decides which of MSG, CBOR and WINK are taken. */
  capabilities: number;
  /** Null = without CTAP2; then `capabilities` has no CBOR bit. */
  getInfo: CommandAnswer | null;
  pinRetries: CommandAnswer;
  uvRetries: CommandAnswer;
  fingerprintModality: CommandAnswer;
  fingerprintSensor: CommandAnswer;
  /** Answer to U2F_VERSION; null = the instruction is refused. */
  u2fVersion: string | null;
};

/** Bits of the INIT answer's last byte. */
export const capability = { wink: 0x01, lock: 0x02, cbor: 0x04, noMsg: 0x08 } as const;

/** CTAP status bytes the lab's keys use. */
export const ctapStatus = { ok: 0x00, invalidCommand: 0x01, keepAliveCancel: 0x2d } as const;

const u2fStatus = { ok: [0x90, 0x00], instructionNotSupported: [0x6d, 0x00] } as const;

/** Answers whole messages. It holds no credential and does no cryptography: what a key tells unasked for PIN or touch is all it is for. */
export class Authenticator {
  private readonly traits: AuthenticatorTraits;
  private readonly channels = new Set<number>();
  private lastChannel = 0;

  constructor(traits: AuthenticatorTraits) {
    this.traits = traits;
  }

  /** The answer to one message, or null where the specification wants silence. */
  answer(message: CtaphidMessage): CtaphidMessage | null {
    const { channel, command, payload } = message;
    if (command === ctaphidCommand.init) return this.initialize(channel, payload);
    if (!this.channels.has(channel)) return errorTo(channel, ctaphidError.invalidChannel);
    if (command === ctaphidCommand.cancel) return null;
    if (!this.takes(command)) return errorTo(channel, ctaphidError.invalidCommand);
    switch (command) {
      case ctaphidCommand.ping:
        return message;
      case ctaphidCommand.wink:
        return { channel, command, payload: new Uint8Array(0) };
      case ctaphidCommand.msg:
        return { channel, command, payload: this.answerU2f(message) };
      default:
        return { channel, command, payload: withStatus(this.answerCtap(message)) };
    }
  }

  private takes(command: number): boolean {
    const { capabilities } = this.traits;
    switch (command) {
      case ctaphidCommand.ping:
        return true;
      case ctaphidCommand.wink:
        return (capabilities & capability.wink) !== 0;
      case ctaphidCommand.msg:
        return (capabilities & capability.noMsg) === 0;
      case ctaphidCommand.cbor:
        return (capabilities & capability.cbor) !== 0;
      default:
        return false;
    }
  }

  private answerU2f(message: CtaphidMessage): Uint8Array {
    const { u2fVersion } = this.traits;
    return u2fVersion !== null && kindOfRequest(message) === 'u2f-version'
      ? Uint8Array.of(...new TextEncoder().encode(u2fVersion), ...u2fStatus.ok)
      : Uint8Array.from(u2fStatus.instructionNotSupported);
  }

  private answerCtap(message: CtaphidMessage): CommandAnswer {
    const { traits } = this;
    switch (kindOfRequest(message)) {
      case 'get-info':
        return traits.getInfo ?? { status: ctapStatus.invalidCommand };
      case 'pin-retries':
        return traits.pinRetries;
      case 'uv-retries':
        return traits.uvRetries;
      case 'fingerprint-modality':
        return traits.fingerprintModality;
      case 'fingerprint-sensor':
        return traits.fingerprintSensor;
      default:
        return { status: ctapStatus.invalidCommand };
    }
  }

  private initialize(channel: number, nonce: Uint8Array): CtaphidMessage {
    if (nonce.length !== 8) return errorTo(channel, ctaphidError.invalidLength);
    const isNew = channel === broadcastChannel;
    if (!isNew && !this.channels.has(channel)) return errorTo(channel, ctaphidError.invalidChannel);
    const granted = isNew ? ++this.lastChannel : channel;
    this.channels.add(granted);
    const payload = new Uint8Array(17);
    payload.set(nonce);
    new DataView(payload.buffer).setUint32(8, granted);
    payload[12] = this.traits.protocol;
    payload.set(this.traits.deviceVersion, 13);
    payload[16] = this.traits.capabilities;
    return { channel, command: ctaphidCommand.init, payload };
  }
}

export function errorTo(channel: number, code: number): CtaphidMessage {
  return { channel, command: ctaphidCommand.error, payload: Uint8Array.of(code) };
}

function withStatus(answer: CommandAnswer): Uint8Array {
  if (!(answer instanceof Uint8Array)) return Uint8Array.of(answer.status);
  const whole = new Uint8Array(1 + answer.length);
  whole[0] = ctapStatus.ok;
  whole.set(answer, 1);
  return whole;
}
