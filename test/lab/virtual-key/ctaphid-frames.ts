/**
 * CTAPHID packets as the key sees them.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-message-and-packet-structure
 */

export const packetBytes = 64;
export const broadcastChannel = 0xffffffff;

/** Command bytes as they stand in an initialization packet, top bit set. */
export const ctaphidCommand = {
  ping: 0x81,
  msg: 0x83,
  init: 0x86,
  wink: 0x88,
  cbor: 0x90,
  cancel: 0x91,
  keepAlive: 0xbb,
  error: 0xbf,
} as const;

export const ctaphidError = {
  invalidCommand: 0x01,
  invalidLength: 0x03,
  invalidSequence: 0x04,
  channelBusy: 0x06,
  invalidChannel: 0x0b,
} as const;

/** Status byte of a KEEPALIVE: at work, or waiting for a touch. */
export const keepAliveStatus = { processing: 1, userPresence: 2 } as const;

export type CtaphidMessage = { channel: number; command: number; payload: Uint8Array };

const firstPayloadBytes = packetBytes - 7;
const nextPayloadBytes = packetBytes - 5;
/** One initialization packet and 128 continuation packets. */
export const maxMessageBytes = firstPayloadBytes + 128 * nextPayloadBytes;

/** Cuts a message into packets of 64 bytes, the last padded with zeros. */
export function splitMessage(message: CtaphidMessage): Uint8Array[] {
  const { channel, command, payload } = message;
  if (payload.length > maxMessageBytes) throw new RangeError(`CTAPHID message of ${payload.length} bytes`);
  const first = new Uint8Array(packetBytes);
  const view = new DataView(first.buffer);
  view.setUint32(0, channel);
  first[4] = command;
  view.setUint16(5, payload.length);
  first.set(payload.subarray(0, firstPayloadBytes), 7);
  const packets = [first];
  for (let sent = firstPayloadBytes; sent < payload.length; sent += nextPayloadBytes) {
    const packet = new Uint8Array(packetBytes);
    new DataView(packet.buffer).setUint32(0, channel);
    packet[4] = packets.length - 1;
    packet.set(payload.subarray(sent, sent + nextPayloadBytes), 5);
    packets.push(packet);
  }
  return packets;
}

export type Assembled =
  | { kind: 'message'; message: CtaphidMessage }
  | { kind: 'error'; channel: number; code: number }
  | { kind: 'more' };

/** Puts packets together to messages, one transaction at a time as the specification has it. */
export class MessageAssembler {
  private open: {
    channel: number;
    command: number;
    bytes: Uint8Array;
    received: number;
    next: number;
  } | null = null;

  /** Takes one packet. A stray continuation packet is ignored, as the specification demands. */
  take(packet: Uint8Array): Assembled {
    if (packet.length < packetBytes) return { kind: 'more' };
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    const channel = view.getUint32(0);
    const commandOrSequence = view.getUint8(4);
    return commandOrSequence & 0x80
      ? this.begin(channel, commandOrSequence, view.getUint16(5), packet)
      : this.resume(channel, commandOrSequence, packet);
  }

  private begin(channel: number, command: number, sizeBytes: number, packet: Uint8Array): Assembled {
    if (this.open && this.open.channel !== channel)
      return { kind: 'error', channel, code: ctaphidError.channelBusy };
    if (this.open && command !== ctaphidCommand.init && command !== ctaphidCommand.cancel) {
      this.open = null;
      return { kind: 'error', channel, code: ctaphidError.invalidSequence };
    }
    if (sizeBytes > maxMessageBytes) return { kind: 'error', channel, code: ctaphidError.invalidLength };
    const bytes = new Uint8Array(sizeBytes);
    const received = Math.min(sizeBytes, firstPayloadBytes);
    bytes.set(packet.subarray(7, 7 + received));
    this.open = { channel, command, bytes, received, next: 0 };
    return this.finishIfWhole();
  }

  private resume(channel: number, sequence: number, packet: Uint8Array): Assembled {
    const open = this.open;
    if (!open || open.channel !== channel) return { kind: 'more' };
    if (sequence !== open.next) {
      this.open = null;
      return { kind: 'error', channel, code: ctaphidError.invalidSequence };
    }
    const part = packet.subarray(5, 5 + Math.min(open.bytes.length - open.received, nextPayloadBytes));
    open.bytes.set(part, open.received);
    open.received += part.length;
    open.next += 1;
    return this.finishIfWhole();
  }

  private finishIfWhole(): Assembled {
    const open = this.open;
    if (!open || open.received < open.bytes.length) return { kind: 'more' };
    this.open = null;
    return {
      kind: 'message',
      message: { channel: open.channel, command: open.command, payload: open.bytes },
    };
  }
}
