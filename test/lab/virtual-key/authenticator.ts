import { broadcastChannel, type CtaphidMessage, ctaphidCommand, ctaphidError } from './ctaphid-frames.ts';

/**
 * What a key answers, byte for byte.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-commands
 */
export type AuthenticatorTraits = {
  /** CBOR map after the status byte of authenticatorGetInfo; null = a U2F-only key without CTAP2. */
  getInfo: Uint8Array | null;
  /** Device version in the INIT answer: major, minor, build. */
  deviceVersion: readonly [number, number, number];
  canWink: boolean;
};

const capability = { wink: 0x01, cbor: 0x04, noMsg: 0x08 } as const;
const ctapStatus = { ok: 0x00, invalidCommand: 0x01 } as const;
const getInfoCommand = 0x04;
const protocolVersion = 2;

/** Answers whole messages. It holds no credential and does no cryptography: presence and getInfo are all it is for. */
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
    switch (command) {
      case ctaphidCommand.ping:
        return message;
      case ctaphidCommand.wink:
        return this.traits.canWink
          ? { channel, command, payload: new Uint8Array(0) }
          : errorTo(channel, ctaphidError.invalidCommand);
      case ctaphidCommand.cbor:
        return this.traits.getInfo === null
          ? errorTo(channel, ctaphidError.invalidCommand)
          : { channel, command, payload: answerCbor(payload, this.traits.getInfo) };
      case ctaphidCommand.cancel:
        return null;
      default:
        return errorTo(channel, ctaphidError.invalidCommand);
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
    payload[12] = protocolVersion;
    payload.set(this.traits.deviceVersion, 13);
    payload[16] =
      capability.noMsg |
      (this.traits.canWink ? capability.wink : 0) |
      (this.traits.getInfo === null ? 0 : capability.cbor);
    return { channel, command: ctaphidCommand.init, payload };
  }
}

export function errorTo(channel: number, code: number): CtaphidMessage {
  return { channel, command: ctaphidCommand.error, payload: Uint8Array.of(code) };
}

function answerCbor(request: Uint8Array, getInfo: Uint8Array): Uint8Array {
  if (request[0] !== getInfoCommand) return Uint8Array.of(ctapStatus.invalidCommand);
  return Uint8Array.of(ctapStatus.ok, ...getInfo);
}
