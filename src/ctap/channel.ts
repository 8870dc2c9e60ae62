import { type Budget, settleWithin } from './budget.ts';
import {
  Assembly,
  BROADCAST_CHANNEL,
  command,
  MAX_MESSAGE_BYTES,
  readFrame,
  splitMessage,
} from './frames.ts';
import { toHex } from './hex.ts';
import { KeyError } from './key-error.ts';
import { ctaphidErrorText } from './status-names.ts';
import type { KeyTransport } from './transport.ts';

/** Silence after which one try of a command is given up. A keepalive starts it anew. */
const SILENCE_MS = 1000;
const BUSY_PAUSE_MS = 100;
const CANCEL_WRITE_MS = 100;
/** A transport that does not keep its own time limit is given this much more. */
const TRANSPORT_GRACE_MS = 250;
/** Packets that answer nothing, in one exchange. More than the fastest key could send by mistake in a few seconds. */
const MAX_IGNORED_PACKETS = 10_000;

const busyErrors = new Set([0x06, 0x0a]);
const keepaliveTouchNeeded = 2;
const initAnswerBytes = 17;

type Reply = { kind: 'answer'; payload: Uint8Array } | { kind: 'error'; code: number };

/**
 * One CTAPHID channel on an opened key: whole messages there and back, in step. Every failure is a KeyError or the
 * transport's own TransportError.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb
 */
export class Channel {
  private readonly transport: KeyTransport;
  private readonly budget: Budget;
  private readonly nonce: () => Uint8Array;
  private id = BROADCAST_CHANNEL;
  /** False after a call that ended halfway: a late answer may still come and must not be taken for the next one. */
  private inStep = true;
  private ignoredPackets = 0;

  constructor(transport: KeyTransport, budget: Budget, nonce: () => Uint8Array) {
    this.transport = transport;
    this.budget = budget;
    this.nonce = nonce;
  }

  /** Asks for a channel (CTAPHID_INIT), twice if need be. Returns the answer after the nonce: at least 9 bytes. */
  async open(): Promise<Uint8Array> {
    const answer = await this.twice(() => this.init(BROADCAST_CHANNEL));
    const id = new DataView(answer.buffer, answer.byteOffset).getUint32(0);
    if (id === 0 || id === BROADCAST_CHANNEL)
      throw new KeyError(
        'malformed',
        `INIT granted the reserved channel ${id.toString(16).padStart(8, '0')}`,
      );
    this.id = id;
    return answer;
  }

  /** Sends one message and waits for its answer. After a broken call the channel is brought back into step first. */
  async call(commandByte: number, payload: Uint8Array): Promise<Uint8Array> {
    if (!this.inStep) await this.init(this.id);
    return this.exchange(this.id, commandByte, payload, () => true);
  }

  /** Runs `work` again once when nothing came in the first second. */
  async twice<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      const again = error instanceof KeyError && error.problem === 'timed-out' && this.budget.leftMs() > 0;
      if (!again) throw error;
      return work();
    }
  }

  /** On a granted channel INIT ends what was under way and drops what was not yet read. */
  private async init(channel: number): Promise<Uint8Array> {
    const nonce = this.nonce();
    const mine = toHex(nonce);
    // A wrong nonce is the answer to another program.
    const isMine = (payload: Uint8Array) => toHex(payload.subarray(0, nonce.length)) === mine;
    const answer = await this.exchange(channel, command.init, nonce, isMine);
    if (answer.length < initAnswerBytes)
      throw new KeyError('malformed', `INIT answered ${answer.length} bytes, ${initAnswerBytes} are due`);
    return answer.subarray(nonce.length);
  }

  private async exchange(
    channel: number,
    commandByte: number,
    payload: Uint8Array,
    isMine: (payload: Uint8Array) => boolean,
  ): Promise<Uint8Array> {
    for (;;) {
      this.inStep = false;
      try {
        for (const packet of splitMessage({ channel, command: commandByte, payload }))
          await this.write(packet);
        const reply = await this.receive(channel, commandByte, isMine);
        this.inStep = true;
        if (reply.kind === 'answer') return reply.payload;
        if (!busyErrors.has(reply.code))
          throw new KeyError('refused', ctaphidErrorText(reply.code), {
            byte: reply.code,
            refusedByHid: true,
          });
        await this.pauseWhileBusy(reply.code);
      } catch (error) {
        if (commandByte === command.cbor && !this.inStep && leavesCallPending(error)) await this.cancel();
        throw error;
      }
    }
  }

  private async receive(
    channel: number,
    commandByte: number,
    isMine: (payload: Uint8Array) => boolean,
  ): Promise<Reply> {
    let silentSinceMs = this.budget.nowMs();
    let lastWord = 'no answer';
    let assembly: { command: number; parts: Assembly } | null = null;
    for (;;) {
      const packet = await this.read(SILENCE_MS - (this.budget.nowMs() - silentSinceMs));
      if (packet === null) throw new KeyError('timed-out', lastWord);
      const frame = readFrame(packet);
      if (frame === null) throw new KeyError('malformed', `a packet of ${packet.length} bytes`);
      if (frame.channel !== channel) {
        this.ignore();
        continue;
      }
      if (frame.kind === 'next') {
        if (assembly === null) {
          this.ignore();
          continue;
        }
        const added = assembly.parts.add(frame.sequence, frame.data);
        if (!added.ok)
          throw new KeyError('malformed', `packet ${frame.sequence} came where ${added.due} was due`);
      } else {
        if (assembly !== null)
          throw new KeyError('malformed', 'a new message began before the last one was whole');
        if (frame.sizeBytes > MAX_MESSAGE_BYTES)
          throw new KeyError(
            'malformed',
            `claims a message of ${frame.sizeBytes} bytes, at most ${MAX_MESSAGE_BYTES} are allowed`,
          );
        if (frame.command === command.keepalive && commandByte !== command.init) {
          if (frame.data[0] === keepaliveTouchNeeded)
            throw new KeyError('refused', 'the key wants a touch before it answers');
          this.ignore();
          silentSinceMs = this.budget.nowMs();
          lastWord = 'still at work, no answer';
          continue;
        }
        if (frame.command !== commandByte && frame.command !== command.error) {
          this.ignore();
          continue;
        }
        assembly = { command: frame.command, parts: new Assembly(frame.sizeBytes, frame.data) };
      }
      const payload = assembly.parts.whole();
      if (payload === null) continue;
      const isError = assembly.command === command.error;
      assembly = null;
      if (isError) return { kind: 'error', code: payload[0] ?? 0x7f };
      if (isMine(payload)) return { kind: 'answer', payload };
      this.ignore();
    }
  }

  /** Waits by reading, so that what is left over from before is gone afterwards. */
  private async pauseWhileBusy(code: number): Promise<void> {
    const untilMs = this.budget.nowMs() + BUSY_PAUSE_MS;
    for (let restMs = BUSY_PAUSE_MS; restMs > 0; restMs = untilMs - this.budget.nowMs()) {
      if (this.budget.leftMs() <= restMs)
        throw new KeyError('busy', ctaphidErrorText(code), { byte: code, refusedByHid: true });
      if ((await this.read(restMs)) === null) return;
      this.ignore();
    }
  }

  private ignore(): void {
    this.ignoredPackets += 1;
    if (this.ignoredPackets > MAX_IGNORED_PACKETS)
      throw new KeyError('malformed', `more than ${MAX_IGNORED_PACKETS} packets that answer nothing`);
  }

  private async write(packet: Uint8Array): Promise<void> {
    const leftMs = this.timeLeft();
    if (leftMs === 0) throw new KeyError('timed-out', 'no time left to ask');
    const settled = await settleWithin(this.transport.write(packet), leftMs, this.budget.stop);
    if (settled.kind === 'late') throw new KeyError('timed-out', 'the key does not take packets');
    if (settled.kind === 'stopped') throw stopped();
  }

  /** Null when nothing came within `limitMs` or within what is left of the budget. */
  private async read(limitMs: number): Promise<Uint8Array | null> {
    const waitMs = Math.min(limitMs, this.timeLeft());
    if (waitMs <= 0) return null;
    const settled = await settleWithin(
      this.transport.read(waitMs),
      waitMs + TRANSPORT_GRACE_MS,
      this.budget.stop,
    );
    if (settled.kind === 'stopped') throw stopped();
    return settled.kind === 'late' ? null : settled.value;
  }

  private timeLeft(): number {
    if (this.budget.stop.aborted) throw stopped();
    return this.budget.leftMs();
  }

  /** Tells the key to drop the call, even where no time is left: nothing may keep blinking. Best effort. */
  private async cancel(): Promise<void> {
    const [packet] = splitMessage({ channel: this.id, command: command.cancel, payload: new Uint8Array(0) });
    if (packet === undefined) return;
    await settleWithin(this.transport.write(packet), CANCEL_WRITE_MS, null).catch(() => undefined);
  }
}

function leavesCallPending(error: unknown): boolean {
  return error instanceof KeyError && ['timed-out', 'cancelled', 'refused'].includes(error.problem);
}

function stopped(): KeyError {
  return new KeyError('cancelled', 'told to stop');
}
