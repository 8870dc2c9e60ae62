import { ctapStatus, errorTo } from './authenticator.ts';
import {
  type CtaphidMessage,
  ctaphidCommand,
  ctaphidError,
  keepAliveStatus,
  maxMessageBytes,
  packetBytes,
  splitMessage,
} from './ctaphid-frames.ts';
import { kindOfRequest, type RequestKind } from './request-kind.ts';

/** One way in which a key answers wrongly. */
export type Fault =
  /** Takes the request and never answers it. */
  | 'stalls'
  /** Begins to answer and falls silent. */
  | 'stops-midway'
  /** The whole answer goes to a channel nobody asked on. */
  | 'answers-on-foreign-channel'
  /** The second and third packet change places; of two, the second has the wrong number. */
  | 'frames-out-of-order'
  | 'keeps-alive-for-ever'
  | 'waits-for-touch-for-ever'
  /** Announces one byte more than CTAPHID can carry. */
  | 'claims-too-much'
  /** Gone after the first packet of the answer. */
  | 'unplugs-midway'
  /** First what looks like the answer to another program's INIT, then its own. */
  | 'wrong-nonce-first'
  /** Says ERR_CHANNEL_BUSY so many times before it answers. */
  | { busyAnswers: number };

/** How a key behaves on the wire, apart from what it says. */
export type Conduct = {
  /** Time it takes to answer, by request, in ms. */
  delaysMs?: Partial<Record<RequestKind, number>>;
  /** What it sends every 100 ms while it takes its time over MSG or CBOR; without it, nothing. */
  keepAlive?: keyof typeof keepAliveStatus;
  faults?: Partial<Record<RequestKind, Fault>>;
};

export type Step =
  | { kind: 'wait'; ms: number }
  | { kind: 'send'; packet: Uint8Array }
  /** The key leaves the port. */
  | { kind: 'unplug' };

/** CTAP 2.1, section 11.2.9.2.1: "at least every 100 ms". */
const keepAliveEveryMs = 100;
/** The kernel keeps 64 reports for a reader and drops what comes on top; a real key is slowed by its USB polling interval. */
const packetsAtOnce = 16;
const pauseMs = 4;

/** Turns the answer to one request into what happens on the wire, step by step. Without end where the key never stops. */
export class WireConduct {
  private readonly conduct: Conduct;
  private readonly busyAnswersGiven = new Map<RequestKind, number>();

  constructor(conduct: Conduct) {
    this.conduct = conduct;
  }

  *steps(request: CtaphidMessage, answer: CtaphidMessage): Generator<Step> {
    const kind = kindOfRequest(request);
    const fault = this.conduct.faults?.[kind];
    if (fault === 'stalls') return;
    if (fault === 'keeps-alive-for-ever') return yield* keepAlive(request.channel, 'processing', Infinity);
    if (fault === 'waits-for-touch-for-ever')
      return yield* keepAlive(request.channel, 'userPresence', Infinity);
    if (typeof fault === 'object') {
      const given = this.busyAnswersGiven.get(kind) ?? 0;
      this.busyAnswersGiven.set(kind, given + 1);
      if (given < fault.busyAnswers)
        return yield* sendAll(splitMessage(errorTo(request.channel, ctaphidError.channelBusy)));
    }
    yield* this.takeTime(request, kind);
    yield* typeof fault === 'string' ? answerWrongly(answer, fault) : sendAll(splitMessage(answer));
  }

  private *takeTime(request: CtaphidMessage, kind: RequestKind): Generator<Step> {
    const ms = this.conduct.delaysMs?.[kind] ?? 0;
    const mayKeepAlive = request.command === ctaphidCommand.cbor || request.command === ctaphidCommand.msg;
    if (this.conduct.keepAlive && mayKeepAlive) yield* keepAlive(request.channel, this.conduct.keepAlive, ms);
    else if (ms > 0) yield { kind: 'wait', ms };
  }
}

/** What a key sends that gave up a CTAP2 request because of CANCEL. */
export function cancelledAnswer(request: CtaphidMessage): CtaphidMessage | null {
  return request.command === ctaphidCommand.cbor
    ? { ...request, payload: Uint8Array.of(ctapStatus.keepAliveCancel) }
    : null;
}

function* keepAlive(channel: number, status: keyof typeof keepAliveStatus, totalMs: number): Generator<Step> {
  const payload = Uint8Array.of(keepAliveStatus[status]);
  for (let leftMs = totalMs; leftMs > 0; leftMs -= keepAliveEveryMs) {
    yield* sendAll(splitMessage({ channel, command: ctaphidCommand.keepAlive, payload }));
    yield { kind: 'wait', ms: Math.min(leftMs, keepAliveEveryMs) };
  }
}

function* sendAll(packets: readonly Uint8Array[]): Generator<Step> {
  for (const [index, packet] of packets.entries()) {
    if (index > 0 && index % packetsAtOnce === 0) yield { kind: 'wait', ms: pauseMs };
    yield { kind: 'send', packet };
  }
}

function* answerWrongly(answer: CtaphidMessage, fault: Fault & string): Generator<Step> {
  const packets = splitMessage(answer);
  const [first] = packets;
  if (!first) throw new Error('an answer without packets');
  switch (fault) {
    case 'answers-on-foreign-channel':
      return yield* sendAll(splitMessage({ ...answer, channel: (answer.channel ^ 0x00ff00ff) >>> 0 }));
    case 'frames-out-of-order':
      return yield* sendAll(outOfOrder(packets));
    case 'claims-too-much':
      return yield* sendAll([withClaimedBytes(first, maxMessageBytes + 1), ...packets.slice(1)]);
    case 'stops-midway':
      return yield* sendAll(onlyBeginning(packets));
    case 'unplugs-midway':
      yield* sendAll(onlyBeginning(packets));
      return yield { kind: 'unplug' };
    case 'wrong-nonce-first':
      if (answer.command === ctaphidCommand.init) yield* sendAll(splitMessage(forAnotherProgram(answer)));
      return yield* sendAll(packets);
    default:
      throw new Error(`${fault} has no wrong answer`);
  }
}

function onlyBeginning(packets: readonly Uint8Array[]): Uint8Array[] {
  // An answer of one packet would be whole: announce more than there is.
  const [first] = packets;
  if (!first) return [];
  return [packets.length > 1 ? first : withClaimedBytes(first, packetBytes * 2)];
}

function outOfOrder(packets: readonly Uint8Array[]): Uint8Array[] {
  const [first, second, third, ...rest] = packets;
  if (!first || !second) throw new RangeError('an answer of one packet has no order to break');
  if (third) return [first, third, second, ...rest];
  const misnumbered = Uint8Array.from(second);
  misnumbered[4] = 1;
  return [first, misnumbered];
}

function withClaimedBytes(first: Uint8Array, sizeBytes: number): Uint8Array {
  const claimed = Uint8Array.from(first);
  new DataView(claimed.buffer).setUint16(5, sizeBytes);
  return claimed;
}

function forAnotherProgram(initAnswer: CtaphidMessage): CtaphidMessage {
  const payload = Uint8Array.from(initAnswer.payload, (byte, index) => (index < 8 ? byte ^ 0xff : byte));
  // A channel that this key has not granted.
  new DataView(payload.buffer).setUint32(8, 0x7f000001);
  return { ...initAnswer, payload };
}
