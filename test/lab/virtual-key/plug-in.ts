import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Authenticator, type AuthenticatorTraits, errorTo } from './authenticator.ts';
import { type Conduct, cancelledAnswer, type Step, WireConduct } from './conduct.ts';
import {
  broadcastChannel,
  type CtaphidMessage,
  ctaphidCommand,
  ctaphidError,
  MessageAssembler,
  packetBytes,
  splitMessage,
} from './ctaphid-frames.ts';
import { kindOfRequest, type RequestKind } from './request-kind.ts';
import {
  decodeUhidEvent,
  encodeCreate,
  encodeDestroy,
  encodeInput,
  encodeReportRefusal,
  type HidIdentity,
  uhidEventBytes,
} from './uhid-event.ts';

export type PluggedInKey = {
  /** Resolves when the kernel has bound a driver, so that the hidraw node is on its way. */
  started: Promise<void>;
  /** Resolves after unplug; rejects when the key broke down on the way. */
  ended: Promise<void>;
  /** Everything it was asked so far, in order, by whatever program. */
  asked: readonly RequestKind[];
  /** Takes the key away, as pulling it out would. */
  unplug(): Promise<void>;
};

/** One request being answered; aborted by CANCEL, by INIT on its channel, or when nobody has the key open any more. */
type Transaction = { request: CtaphidMessage; stop: AbortController };

/**
 * Plugs a key into the running kernel through /dev/uhid. Needs write access to it (root). Each key holds one thread of
 * Node's pool while it waits for the kernel: with more than three keys in one process UV_THREADPOOL_SIZE has to be raised.
 * The kernel drops the device by itself when this process ends.
 */
export async function plugIn(
  identity: HidIdentity,
  traits: AuthenticatorTraits,
  conduct: Conduct = {},
): Promise<PluggedInKey> {
  const uhid = await open('/dev/uhid', 'r+');
  const authenticator = new Authenticator(traits);
  const assembler = new MessageAssembler();
  const wire = new WireConduct(conduct);
  const started = Promise.withResolvers<void>();
  const asked: RequestKind[] = [];
  const defects: unknown[] = [];
  let isPlugged = true;
  let current: Transaction | null = null;

  const leavePort = async () => {
    if (!isPlugged) return;
    isPlugged = false;
    current?.stop.abort();
    await uhid.write(encodeDestroy());
  };

  const perform = async (steps: Iterable<Step>, stop: AbortSignal) => {
    for (const step of steps) {
      if (stop.aborted || !isPlugged) return;
      // One after the other: packets of a message must arrive in order.
      if (step.kind === 'send') await uhid.write(encodeInput(step.packet));
      else if (step.kind === 'wait') await delay(step.ms, undefined, { signal: stop }).catch(() => undefined);
      else await leavePort();
    }
  };

  const send = (message: CtaphidMessage | null) =>
    perform(
      (message ? splitMessage(message) : []).map((packet) => ({ kind: 'send', packet })),
      new AbortController().signal,
    );

  const begin = (request: CtaphidMessage, answer: CtaphidMessage) => {
    const transaction: Transaction = { request, stop: new AbortController() };
    const isOwnChannel = request.channel !== broadcastChannel;
    if (isOwnChannel) current = transaction;
    perform(wire.steps(request, answer), transaction.stop.signal)
      .catch((error: unknown) => {
        defects.push(error);
        return leavePort();
      })
      .finally(() => {
        if (current === transaction) current = null;
      });
  };

  const abandon = (): CtaphidMessage | null => {
    const request = current?.request ?? null;
    current?.stop.abort();
    current = null;
    return request;
  };

  const take = async (request: CtaphidMessage) => {
    asked.push(kindOfRequest(request));
    const isSameChannel = current?.request.channel === request.channel;
    if (request.command === ctaphidCommand.cancel) {
      const cancelled = isSameChannel ? abandon() : null;
      return send(cancelled && cancelledAnswer(cancelled));
    }
    if (current !== null && request.channel !== broadcastChannel) {
      if (!isSameChannel) return send(errorTo(request.channel, ctaphidError.channelBusy));
      abandon();
    }
    const answer = authenticator.answer(request);
    if (answer !== null) begin(request, answer);
  };

  const receive = async (data: Uint8Array) => {
    // hidraw puts the report number, 0, in front.
    const packet = data.length === packetBytes + 1 ? data.subarray(1) : data;
    const assembled = assembler.take(packet);
    if (assembled.kind === 'message') await take(assembled.message);
    if (assembled.kind === 'error') await send(errorTo(assembled.channel, assembled.code));
  };

  const listen = async () => {
    const buffer = new Uint8Array(uhidEventBytes);
    for (;;) {
      const { bytesRead } = await uhid.read(buffer, 0, uhidEventBytes);
      // Shorter events mean zeros (Documentation/hid/uhid.rst).
      const event = decodeUhidEvent(buffer.fill(0, bytesRead));
      if (event.kind === 'start') started.resolve();
      if (event.kind === 'stop') return;
      if (event.kind === 'close') abandon();
      if (event.kind === 'output' && isPlugged) await receive(event.data);
      if ((event.kind === 'get-report' || event.kind === 'set-report') && isPlugged)
        await uhid.write(encodeReportRefusal({ kind: event.kind, id: event.id }));
    }
  };

  await uhid.write(encodeCreate(identity));
  const ended = listen()
    .finally(() => uhid.close())
    .then(() => {
      if (defects.length > 0) throw new AggregateError(defects, 'the virtual key broke down');
    });
  ended.catch((error: unknown) => started.reject(error));
  return {
    started: started.promise,
    ended,
    asked,
    unplug: async () => {
      await leavePort();
      await ended;
    },
  };
}
