import { open } from 'node:fs/promises';
import { Authenticator, type AuthenticatorTraits, errorTo } from './authenticator.ts';
import { type CtaphidMessage, MessageAssembler, packetBytes, splitMessage } from './ctaphid-frames.ts';
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
  /** Takes the key away, as pulling it out would. */
  unplug(): Promise<void>;
};

/**
 * Plugs a key into the running kernel through /dev/uhid. Needs write access to it (root).
 * The kernel drops the device by itself when this process ends.
 */
export async function plugIn(identity: HidIdentity, traits: AuthenticatorTraits): Promise<PluggedInKey> {
  const uhid = await open('/dev/uhid', 'r+');
  const authenticator = new Authenticator(traits);
  const assembler = new MessageAssembler();
  const started = Promise.withResolvers<void>();
  let isPlugged = true;

  const send = async (message: CtaphidMessage | null) => {
    // One after the other: packets of a message must arrive in order.
    for (const packet of message ? splitMessage(message) : []) await uhid.write(encodeInput(packet));
  };

  const receive = async (data: Uint8Array) => {
    // hidraw puts the report number, 0, in front.
    const packet = data.length === packetBytes + 1 ? data.subarray(1) : data;
    const assembled = assembler.take(packet);
    if (assembled.kind === 'message') await send(authenticator.answer(assembled.message));
    if (assembled.kind === 'error') await send(errorTo(assembled.channel, assembled.code));
  };

  const listen = async () => {
    const buffer = new Uint8Array(uhidEventBytes);
    while (isPlugged) {
      const { bytesRead } = await uhid.read(buffer, 0, uhidEventBytes);
      // Shorter events mean zeros (Documentation/hid/uhid.rst).
      const event = decodeUhidEvent(buffer.fill(0, bytesRead));
      if (event.kind === 'start') started.resolve();
      if (event.kind === 'stop') break;
      if (event.kind === 'output') await receive(event.data);
      if (event.kind === 'get-report' || event.kind === 'set-report')
        await uhid.write(encodeReportRefusal({ kind: event.kind, id: event.id }));
    }
  };

  await uhid.write(encodeCreate(identity));
  const ended = listen();
  ended.catch((error: unknown) => started.reject(error));
  return {
    started: started.promise,
    ended,
    unplug: async () => {
      isPlugged = false;
      await uhid.write(encodeDestroy());
      await ended;
      await uhid.close();
    },
  };
}
