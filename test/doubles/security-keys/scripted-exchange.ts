import { getEventListeners } from 'node:events';
import { expect } from 'vitest';
import { type AskedKey, askKey } from '../../../src/ctap/ask-key.ts';
import type { KeyAnswer } from '../../../src/ctap/key-answers.ts';
import { ScriptedTransport, type ScriptStep } from '../../../src/ctap/scripted-transport.ts';

/** The nonce of every INIT. */
export const nonce = '1122334455667788';
/** INIT, and its answer. */
export const askInit: ScriptStep = `=> ffffffff 86 0008 ${nonce}`;
/** Channel 0a0b0c0d, protocol 2, version 5.4.3. */
export const initAnswer = (capabilities: string, id = '0a0b0c0d'): ScriptStep =>
  `<= ffffffff 86 0011 ${nonce} ${id} 02 050403 ${capabilities}`;
/** A channel granted to a key with CTAP2. */
export const opened: ScriptStep[] = [askInit, initAnswer('05')];
/** What brings the channel back into step after a broken call. */
export const askResync: ScriptStep = `=> 0a0b0c0d 86 0008 ${nonce}`;
export const resync: ScriptStep[] = [askResync, `<= 0a0b0c0d 86 0011 ${nonce} 0a0b0c0d 02 050403 05`];
export const askGetInfo: ScriptStep = '=> 0a0b0c0d 90 0001 04';
export const cancel: ScriptStep = '=> 0a0b0c0d 91 0000';
export const busy: ScriptStep = '<= 0a0b0c0d bf 0001 06';
export const atWork: ScriptStep = '<= 0a0b0c0d bb 0001 01';

/** versions ["FIDO_2_0"], aaguid all zero, and these options, each text and flag in hex. */
export function infoWith(...options: string[]): string {
  const map = options.length > 0 ? ` 04 a${options.length} ${options.join(' ')}` : '';
  return `${options.length > 0 ? 'a3' : 'a2'} 0181 684649444f5f325f30 0350 ${'00'.repeat(16)}${map}`;
}
/** Options of getInfo with their flag. */
export const option = {
  clientPin: '69636c69656e7450696e f5',
  uv: '627576 f5',
  bioEnroll: '6962696f456e726f6c6c f4',
  /** One that fills a packet. */
  long: `783c${'61'.repeat(60)} f5`,
  preview: '781b75736572566572696669636174696f6e4d676d7450726576696577 f4',
};

/** A CBOR answer with its status, as packets. */
export function cborAnswer(hex: string): ScriptStep[] {
  const data = hex.replaceAll(' ', '');
  const size = (data.length / 2).toString(16).padStart(4, '0');
  const packets: ScriptStep[] = [`<= 0a0b0c0d90${size}${data.slice(0, 114)}`];
  for (let at = 114; at < data.length; at += 118)
    packets.push(
      `<= 0a0b0c0d${(packets.length - 1).toString(16).padStart(2, '0')}${data.slice(at, at + 118)}`,
    );
  return packets;
}
/** Of a key without options. */
export const plainInfo = infoWith();
export const plainAnswer = cborAnswer(`00${plainInfo}`);

/** Plays an exchange to its end: every step used, no listener left, within the budget. */
export async function play(
  steps: readonly ScriptStep[],
  { budgetMs = 2500, stop = new AbortController().signal } = {},
): Promise<{ asked: AskedKey; tookMs: number }> {
  const transport = new ScriptedTransport(steps);
  const asked = await askKey(async () => transport, {
    budgetMs,
    stop,
    monotonicMs: transport.nowMs,
    nonce: () => Buffer.from(nonce, 'hex'),
  });
  transport.assertPlayed();
  expect(getEventListeners(stop, 'abort')).toEqual([]);
  expect(transport.nowMs()).toBeLessThanOrEqual(budgetMs);
  return { asked, tookMs: transport.nowMs() };
}

/** What `getInfo` came to after these steps. */
export async function getInfoAnswer(...steps: ScriptStep[]): Promise<KeyAnswer | null> {
  const { asked } = await play([...opened, ...steps]);
  if (!asked.ok) throw new Error(`not asked: ${asked.detail}`);
  return asked.answers.getInfo;
}

/** A good answer. */
export function known(hex: string): KeyAnswer {
  return { ok: true, hex: hex.replaceAll(' ', '') };
}

/** Of everything else, not asked. */
export const nothing = {
  pinRetries: null,
  uvRetries: null,
  fingerprintModality: null,
  fingerprintSensor: null,
  u2fVersion: null,
};
