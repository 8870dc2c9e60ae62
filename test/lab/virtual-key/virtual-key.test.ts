import { describe, expect, it } from 'vitest';
import { Authenticator, capability } from './authenticator.ts';
import {
  broadcastChannel,
  ctaphidCommand,
  ctaphidError,
  MessageAssembler,
  packetBytes,
  splitMessage,
} from './ctaphid-frames.ts';
import { replayTraits } from './recorded-key.ts';
import { plainGetInfo, plainKey, plainTraits } from './traits.ts';
import { decodeUhidEvent, encodeCreate, encodeInput, uhidEventBytes } from './uhid-event.ts';

const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const init = { channel: broadcastChannel, command: ctaphidCommand.init, payload: nonce };

function assembleAll(packets: Uint8Array[]) {
  const assembler = new MessageAssembler();
  return packets.map((packet) => assembler.take(packet));
}

function openChannel(authenticator: Authenticator): number {
  const answer = authenticator.answer(init);
  if (!answer) throw new Error('no answer to INIT');
  return Buffer.from(answer.payload).readUInt32BE(8);
}

describe('uhid events', () => {
  it('lays the create request out as the kernel header says', () => {
    const bytes = Buffer.from(encodeCreate({ ...plainKey, serial: 'SN-42' }));
    expect(bytes.length).toBe(uhidEventBytes);
    expect(bytes.readUInt32LE(0)).toBe(11);
    expect(bytes.toString('utf8', 4, 4 + plainKey.name.length + 1)).toBe(`${plainKey.name}\0`);
    expect(bytes.toString('utf8', 196, 202)).toBe('SN-42\0');
    expect(bytes.readUInt16LE(260)).toBe(plainKey.reportDescriptor.length);
    expect(bytes.readUInt16LE(262)).toBe(3);
    expect(bytes.readUInt32LE(264)).toBe(0x1209);
    expect(bytes.subarray(280, 283).toString('hex')).toBe('06d0f1');
  });

  it('reads an output report with the size the kernel gives behind the data', () => {
    const event = Buffer.alloc(uhidEventBytes);
    event.writeUInt32LE(6, 0);
    event.set([0, 9, 8], 4);
    event.writeUInt16LE(3, 4 + 4096);
    expect(decodeUhidEvent(event)).toEqual({ kind: 'output', data: Uint8Array.of(0, 9, 8) });
  });

  it('puts the size in front of an input report', () => {
    const bytes = Buffer.from(encodeInput(new Uint8Array(packetBytes).fill(7)));
    expect(bytes.readUInt32LE(0)).toBe(12);
    expect(bytes.readUInt16LE(4)).toBe(64);
    expect(bytes[6]).toBe(7);
  });

  it('refuses a torn event and a name that does not fit', () => {
    expect(() => decodeUhidEvent(new Uint8Array(10))).toThrow(RangeError);
    expect(() => encodeCreate({ ...plainKey, name: 'x'.repeat(128) })).toThrow(RangeError);
  });
});

describe('CTAPHID frames', () => {
  it.each([0, 1, 57, 58, 116, 117, 1024, 7609])('cuts and joins a message of %i bytes', (sizeBytes) => {
    const payload = Uint8Array.from({ length: sizeBytes }, (_, index) => index % 251);
    const packets = splitMessage({ channel: 5, command: ctaphidCommand.ping, payload });
    expect(packets.every((packet) => packet.length === packetBytes)).toBe(true);
    const assembled = assembleAll(packets);
    expect(assembled.slice(0, -1).every((step) => step.kind === 'more')).toBe(true);
    expect(assembled.at(-1)).toEqual({
      kind: 'message',
      message: { channel: 5, command: ctaphidCommand.ping, payload },
    });
  });

  it('refuses a message above the largest the format can carry', () => {
    expect(() =>
      splitMessage({ channel: 5, command: ctaphidCommand.ping, payload: new Uint8Array(7610) }),
    ).toThrow(RangeError);
  });

  it('answers a gap in the sequence with ERR_INVALID_SEQ and a second talker with ERR_CHANNEL_BUSY', () => {
    const payload = new Uint8Array(200);
    const [first, , third] = splitMessage({ channel: 5, command: ctaphidCommand.ping, payload });
    const [intruder] = splitMessage({ channel: 6, command: ctaphidCommand.ping, payload });
    if (!first || !third || !intruder) throw new Error('fewer packets than expected');
    expect(assembleAll([first, third]).at(-1)).toEqual({
      kind: 'error',
      channel: 5,
      code: ctaphidError.invalidSequence,
    });
    expect(assembleAll([first, intruder]).at(-1)).toEqual({
      kind: 'error',
      channel: 6,
      code: ctaphidError.channelBusy,
    });
  });

  it('ignores a stray continuation packet', () => {
    expect(assembleAll([new Uint8Array(packetBytes)])).toEqual([{ kind: 'more' }]);
  });
});

describe('authenticator', () => {
  it('gives each INIT on the broadcast channel its own channel and returns the nonce', () => {
    const authenticator = new Authenticator(plainTraits);
    const answer = authenticator.answer(init);
    expect(answer?.payload.subarray(0, 8)).toEqual(nonce);
    expect(answer?.payload[16]).toBe(0x01 | 0x04 | 0x08);
    expect(openChannel(authenticator)).not.toBe(openChannel(authenticator));
  });

  it('tells getInfo as configured behind a zero status', () => {
    const authenticator = new Authenticator(plainTraits);
    const channel = openChannel(authenticator);
    const answer = authenticator.answer({ channel, command: ctaphidCommand.cbor, payload: Uint8Array.of(4) });
    expect(answer?.payload).toEqual(Uint8Array.of(0, ...plainGetInfo));
  });

  const refusal = (code: number, on: number) => ({
    channel: on,
    command: ctaphidCommand.error,
    payload: Uint8Array.of(code),
  });

  it('refuses an unknown channel, an unknown command, MSG where it has none, and CBOR on a U2F-only key', () => {
    const authenticator = new Authenticator({
      ...plainTraits,
      getInfo: null,
      capabilities: capability.noMsg,
    });
    const channel = openChannel(authenticator);
    const ping = { channel: 77, command: ctaphidCommand.ping, payload: nonce };
    expect(authenticator.answer(ping)).toEqual(refusal(ctaphidError.invalidChannel, 77));
    for (const command of [0xc0, ctaphidCommand.wink, ctaphidCommand.msg, ctaphidCommand.cbor])
      expect(authenticator.answer({ channel, command, payload: Uint8Array.of(4) })).toEqual(
        refusal(ctaphidError.invalidCommand, channel),
      );
  });

  it.each([
    ['getPINRetries', [6, 0xa2, 1, 1, 2, 1], '00a10308'],
    ['getUVRetries, which it lacks', [6, 0xa2, 1, 1, 2, 7], '01'],
    ['getPinToken, which the lab never answers', [6, 0xa2, 1, 1, 2, 5], '01'],
    ['bio-enrolment modality, which it lacks', [9, 0xa1, 6, 0xf5], '01'],
    ['makeCredential', [1, 0xa0], '01'],
    ['a clientPIN request that is not CBOR', [6, 0xff], '01'],
  ])('answers %s', (_what, request, expected) => {
    const authenticator = new Authenticator(plainTraits);
    const channel = openChannel(authenticator);
    const payload = Uint8Array.from(request);
    const answer = authenticator.answer({ channel, command: ctaphidCommand.cbor, payload });
    expect(Buffer.from(answer?.payload ?? []).toString('hex')).toBe(expected);
  });

  it('tells its U2F version, and refuses every other U2F instruction', () => {
    const traits = { ...plainTraits, capabilities: 0, getInfo: null, u2fVersion: 'U2F_V2' };
    const authenticator = new Authenticator(traits);
    const channel = openChannel(authenticator);
    const ask = (...apdu: number[]) => {
      const payload = Uint8Array.from(apdu);
      const answer = authenticator.answer({ channel, command: ctaphidCommand.msg, payload });
      return Buffer.from(answer?.payload ?? []).toString('latin1');
    };
    expect(ask(0, 3, 0, 0, 0, 0, 0)).toBe('U2F_V2\x90\x00');
    expect(ask(0, 1, 0, 0, 0, 0, 0)).toBe('\x6d\x00');
  });

  it('replays a recorded key, refusals and their status included', () => {
    const authenticator = new Authenticator(
      replayTraits({
        init: '00000000' + '02' + '050403' + '05',
        getInfo: { ok: true, hex: 'a0' },
        pinRetries: { ok: true, hex: 'a10305' },
        uvRetries: { ok: false, problem: 'refused', detail: 'refused', status: 0x3e },
        fingerprintModality: null,
        fingerprintSensor: null,
        u2fVersion: null,
      }),
    );
    const channel = openChannel(authenticator);
    const ask = (...request: number[]) => {
      const payload = Uint8Array.from(request);
      const answer = authenticator.answer({ channel, command: ctaphidCommand.cbor, payload });
      return Buffer.from(answer?.payload ?? []).toString('hex');
    };
    expect(Buffer.from(authenticator.answer(init)?.payload.subarray(12) ?? []).toString('hex')).toBe(
      '0205040305',
    );
    expect([ask(4), ask(6, 0xa2, 1, 1, 2, 1), ask(6, 0xa2, 1, 1, 2, 7)]).toEqual(['00a0', '00a10305', '3e']);
  });
});
