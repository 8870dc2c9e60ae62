import { PACKET_BYTES } from './transport.ts';

/**
 * CTAPHID messages as packets of 64 bytes.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-message-and-packet-structure
 */

const firstDataBytes = PACKET_BYTES - 7;
const nextDataBytes = PACKET_BYTES - 5;
/** One initialization packet and 128 continuation packets: 7,609 bytes. */
export const MAX_MESSAGE_BYTES = firstDataBytes + 128 * nextDataBytes;

/** Where a key is asked for a channel. */
export const BROADCAST_CHANNEL = 0xffffffff;

export const command = {
  ping: 0x01,
  msg: 0x03,
  init: 0x06,
  cbor: 0x10,
  cancel: 0x11,
  keepalive: 0x3b,
  error: 0x3f,
} as const;

export type Message = { channel: number; command: number; payload: Uint8Array };

/** Cuts a message into packets, the last one filled up with zeros. Throws RangeError above MAX_MESSAGE_BYTES. */
export function splitMessage({ channel, command, payload }: Message): Uint8Array[] {
  if (payload.length > MAX_MESSAGE_BYTES)
    throw new RangeError(`CTAPHID message of ${payload.length} bytes, at most ${MAX_MESSAGE_BYTES} fit`);
  const first = new Uint8Array(PACKET_BYTES);
  const head = new DataView(first.buffer);
  head.setUint32(0, channel);
  first[4] = command | 0x80;
  head.setUint16(5, payload.length);
  first.set(payload.subarray(0, firstDataBytes), 7);
  const packets = [first];
  for (let sent = firstDataBytes; sent < payload.length; sent += nextDataBytes) {
    const next = new Uint8Array(PACKET_BYTES);
    new DataView(next.buffer).setUint32(0, channel);
    next[4] = packets.length - 1;
    next.set(payload.subarray(sent, sent + nextDataBytes), 5);
    packets.push(next);
  }
  return packets;
}

export type Frame =
  | { kind: 'first'; channel: number; command: number; sizeBytes: number; data: Uint8Array }
  | { kind: 'next'; channel: number; sequence: number; data: Uint8Array };

/** What one packet says. Null when it has not the length of a packet. */
export function readFrame(packet: Uint8Array): Frame | null {
  if (packet.length !== PACKET_BYTES) return null;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const channel = view.getUint32(0);
  const kind = view.getUint8(4);
  if ((kind & 0x80) === 0) return { kind: 'next', channel, sequence: kind, data: packet.subarray(5) };
  return {
    kind: 'first',
    channel,
    command: kind & 0x7f,
    sizeBytes: view.getUint16(5),
    data: packet.subarray(7),
  };
}

/** One message coming in, packet by packet. */
export class Assembly {
  private readonly bytes: Uint8Array;
  private received = 0;
  private dueSequence = 0;

  /** `sizeBytes` at most MAX_MESSAGE_BYTES; the caller has checked it. */
  constructor(sizeBytes: number, data: Uint8Array) {
    this.bytes = new Uint8Array(sizeBytes);
    this.put(data);
  }

  /** The next part, or the sequence number that was due instead. */
  add(sequence: number, data: Uint8Array): { ok: true } | { ok: false; due: number } {
    if (sequence !== this.dueSequence) return { ok: false, due: this.dueSequence };
    this.dueSequence += 1;
    this.put(data);
    return { ok: true };
  }

  /** The whole payload, or null while parts are missing. */
  whole(): Uint8Array | null {
    return this.received === this.bytes.length ? this.bytes : null;
  }

  private put(data: Uint8Array): void {
    const part = data.subarray(0, this.bytes.length - this.received);
    this.bytes.set(part, this.received);
    this.received += part.length;
  }
}
