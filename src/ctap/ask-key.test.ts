import { describe, expect, it } from 'vitest';
import { askKey } from './ask-key.ts';
import type { KeyAnswer } from './key-answers.ts';
import { ScriptedTransport, type ScriptStep } from './scripted-transport.ts';
import { TransportError } from './transport.ts';

const nonce = '1122334455667788';
const askInit: ScriptStep = `=> ffffffff 86 0008 ${nonce}`;
/** Channel 0a0b0c0d, protocol 2, version 5.4.3. */
const initAnswer = (capabilities: string): ScriptStep =>
  `<= ffffffff 86 0011 ${nonce} 0a0b0c0d 02 050403 ${capabilities}`;
const askGetInfo: ScriptStep = '=> 0a0b0c0d 90 0001 04';
const cancel: ScriptStep = '=> 0a0b0c0d 91 0000';
const aaguid = '0350 00000000000000000000000000000000';
/** versions ["FIDO_2_0"], aaguid all zero, no options: 31 bytes with its status. */
const plainInfo = `a2 0181 684649444f5f325f30 ${aaguid}`;
const plainInfoAnswer: ScriptStep = `<= 0a0b0c0d 90 001f 00 ${plainInfo}`;
const opened: ScriptStep[] = [askInit, initAnswer('05')];
/** What brings the channel back into step after a broken call. */
const resync: ScriptStep[] = [
  `=> 0a0b0c0d 86 0008 ${nonce}`,
  `<= 0a0b0c0d 86 0011 ${nonce} 0a0b0c0d 02 050403 05`,
];

async function play(
  steps: readonly ScriptStep[],
  { budgetMs = 2500, stop = new AbortController().signal } = {},
) {
  const transport = new ScriptedTransport(steps);
  const asked = await askKey(async () => transport, {
    budgetMs,
    stop,
    monotonicMs: transport.nowMs,
    nonce: () => Buffer.from(nonce, 'hex'),
  });
  transport.assertPlayed();
  return { asked, tookMs: transport.nowMs() };
}

function compact(hex: string): string {
  return hex.replaceAll(' ', '');
}

function known(hex: string): KeyAnswer {
  return { ok: true, hex: compact(hex) };
}

describe('askKey: a key that behaves', () => {
  it('asks INIT and getInfo only, when the key names nothing more', async () => {
    const { asked } = await play([...opened, askGetInfo, plainInfoAnswer]);
    expect(asked).toEqual({
      ok: true,
      answers: {
        init: '000000000205040305',
        getInfo: known(plainInfo),
        pinRetries: null,
        uvRetries: null,
        fingerprintModality: null,
        fingerprintSensor: null,
        u2fVersion: null,
      },
    });
  });
});

describe('askKey: opening', () => {
  it('says why a key did not open', async () => {
    const asked = await askKey(
      async () => {
        throw new TransportError('denied', 'no rights');
      },
      {
        budgetMs: 100,
        stop: new AbortController().signal,
        monotonicMs: () => 0,
        nonce: () => new Uint8Array(8),
      },
    );
    expect(asked).toEqual({ ok: false, problem: 'denied', detail: 'no rights' });
  });
});

describe('askKey: a key that does not answer', () => {
  it('gives up after two tries of a second each', async () => {
    const { asked, tookMs } = await play([askInit, { silenceMs: 1000 }, askInit]);
    expect(asked).toEqual({ ok: false, problem: 'timed-out', detail: 'no answer' });
    expect(tookMs).toBe(2000);
  });

  it('asks getInfo again in step, then tells the key to drop it', async () => {
    const { asked } = await play([
      ...opened,
      askGetInfo,
      { silenceMs: 1000 },
      cancel,
      ...resync,
      askGetInfo,
      { silenceMs: 1000 },
      cancel,
    ]);
    expect(asked).toMatchObject({ ok: true, answers: { getInfo: { ok: false, problem: 'timed-out' } } });
  });
});
