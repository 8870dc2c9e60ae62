import { command, type Message, splitMessage } from '../../src/ctap/frames.ts';
import { type KeyTransport, TransportError } from '../../src/ctap/transport.ts';
import type { Chance } from './chance.ts';
import { aGoodAnswer, changed, someCbor } from './generate-cbor.ts';

const channel = 0x0a0b0c0d;

/**
 * A key that answers by chance: as it should, with other bytes, out of order, on other channels, never, with keepalives, or not at all
 * because it was pulled out. Its clock moves by what it makes the other side wait.
 */
export class UnrulyKey implements KeyTransport {
  closed = 0;
  writes = 0;
  private readonly chance: Chance;
  /** How wild: out of 100 answers so many are disturbed. */
  private readonly wildness: number;
  private queue: Uint8Array[] = [];
  private elapsedMs = 0;

  constructor(chance: Chance) {
    this.chance = chance;
    this.wildness = chance.pick([0, 5, 30, 90]);
  }

  readonly nowMs = (): number => this.elapsedMs;

  async write(packet: Uint8Array): Promise<void> {
    this.writes += 1;
    if (this.isWild() && this.chance.oneIn(40)) throw new TransportError('gone', 'pulled out');
    const answer = this.answerTo(packet);
    if (answer === null) return;
    const packets = splitMessage(answer);
    this.queue.push(...(this.isWild() ? this.disturbed(packets) : packets));
  }

  async read(timeoutMs: number): Promise<Uint8Array | null> {
    if (this.isWild() && this.chance.oneIn(60)) throw new TransportError('gone', 'pulled out');
    const next = this.queue.shift();
    if (next === undefined) {
      this.elapsedMs += timeoutMs;
      return null;
    }
    this.elapsedMs += this.chance.below(3);
    return next;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  private isWild(): boolean {
    return this.chance.below(100) < this.wildness;
  }

  private answerTo(packet: Uint8Array): Message | null {
    const { chance } = this;
    const asked = (packet[4] ?? 0) & 0x7f;
    if (asked === command.cancel) return null;
    if (asked === command.init) {
      const capabilities = chance.oneIn(4) ? chance.below(256) : 0x05;
      const payload = Uint8Array.from([
        ...packet.subarray(7, 15),
        0x0a,
        0x0b,
        0x0c,
        0x0d,
        2,
        5,
        4,
        3,
        capabilities,
      ]);
      const to = new DataView(packet.buffer, packet.byteOffset).getUint32(0);
      return { channel: to, command: command.init, payload };
    }
    if (asked === command.msg)
      return { channel, command: asked, payload: changed(chance, chance.bytes(8)).slice(0, 200) };
    if (this.isWild()) {
      const status = chance.oneIn(4) ? chance.below(256) : 0;
      return { channel, command: asked, payload: Uint8Array.of(status, ...someCbor(chance)).slice(0, 7609) };
    }
    const answer = packet[7] === 0x04 ? aGoodAnswer(chance) : Uint8Array.of(0xa2, 1, 1, 3, 8);
    return { channel, command: asked, payload: Uint8Array.of(0, ...answer) };
  }

  private disturbed(packets: Uint8Array[]): Uint8Array[] {
    const { chance } = this;
    let result = packets;
    for (let left = 1 + chance.below(3); left > 0; left--) {
      const at = chance.below(result.length + 1);
      switch (chance.below(8)) {
        case 0:
          result = result.toSpliced(at, 1);
          break;
        case 1:
          result = result.toSpliced(at, 0, chance.bytes(64));
          break;
        case 2:
          result = result.toSpliced(at, 0, ...result.slice(at, at + 2));
          break;
        case 3:
          result = result.toReversed();
          break;
        case 4:
          result = result.map((packet) =>
            chance.oneIn(2) ? withByte(packet, chance.below(64), chance.below(256)) : packet,
          );
          break;
        case 5:
          result = result.toSpliced(at, 0, ...splitMessage(this.keepalive()));
          break;
        case 6:
          result = splitMessage({
            channel,
            command: command.error,
            payload: Uint8Array.of(chance.pick([1, 3, 6, 10, 11, 127])),
          });
          break;
        default:
          result = result.toSpliced(at, 0, chance.bytes(chance.below(130)));
      }
    }
    return result;
  }

  private keepalive(): Message {
    return { channel, command: command.keepalive, payload: Uint8Array.of(this.chance.pick([1, 1, 1, 2, 3])) };
  }
}

function withByte(packet: Uint8Array, at: number, byte: number): Uint8Array {
  return at < packet.length ? packet.with(at, byte) : packet;
}
