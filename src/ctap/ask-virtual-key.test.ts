import { describe, expect, it } from 'vitest';
import { answersOf } from '../../test/doubles/security-keys/answers-of.ts';
import { allModels } from '../../test/lab/security-keys/all-models.ts';
import { traitsOf } from '../../test/lab/security-keys/key-model.ts';
import { Authenticator } from '../../test/lab/virtual-key/authenticator.ts';
import { type Conduct, type Fault, type Step, WireConduct } from '../../test/lab/virtual-key/conduct.ts';
import {
  type CtaphidMessage,
  ctaphidCommand,
  MessageAssembler,
} from '../../test/lab/virtual-key/ctaphid-frames.ts';
import { plainTraits } from '../../test/lab/virtual-key/traits.ts';
import { type AskedKey, askKey } from './ask-key.ts';
import type { KeyAnswers } from './key-answers.ts';
import { type KeyTransport, TransportError } from './transport.ts';

/** The lab's virtual key without a kernel between: its own framing code, and a clock that moves only by its waits. */
class VirtualKey implements KeyTransport {
  closed = 0;
  private readonly authenticator: Authenticator;
  private readonly wire: WireConduct;
  private readonly assembler = new MessageAssembler();
  private steps: Iterator<Step> = [][Symbol.iterator]();
  private waitMs = 0;
  private elapsedMs = 0;

  constructor(traits: ConstructorParameters<typeof Authenticator>[0], conduct: Conduct) {
    this.authenticator = new Authenticator(traits);
    this.wire = new WireConduct(conduct);
  }

  readonly nowMs = (): number => this.elapsedMs;

  async write(packet: Uint8Array): Promise<void> {
    const assembled = this.assembler.take(packet);
    if (assembled.kind !== 'message') throw new Error(`the virtual key found ${assembled.kind}`);
    const request: CtaphidMessage = assembled.message;
    this.waitMs = 0;
    this.steps = [][Symbol.iterator]();
    if (request.command === ctaphidCommand.cancel) return;
    const answer = this.authenticator.answer(request);
    if (answer !== null) this.steps = this.wire.steps(request, answer);
  }

  async read(timeoutMs: number): Promise<Uint8Array | null> {
    let leftMs = timeoutMs;
    for (;;) {
      const waitedMs = Math.min(leftMs, this.waitMs);
      this.elapsedMs += waitedMs;
      this.waitMs -= waitedMs;
      leftMs -= waitedMs;
      if (this.waitMs > 0) return null;
      const { value: step, done } = this.steps.next();
      if (done) {
        this.elapsedMs += leftMs;
        return null;
      }
      if (step.kind === 'send') return step.packet;
      if (step.kind === 'unplug') throw new TransportError('gone', 'unplugged');
      this.waitMs = step.ms;
    }
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

async function ask(key: VirtualKey): Promise<AskedKey> {
  const asked = await askKey(async () => key, {
    budgetMs: 2500,
    stop: new AbortController().signal,
    monotonicMs: key.nowMs,
    nonce: () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  });
  expect(key.closed).toBe(1);
  expect(key.nowMs()).toBeLessThanOrEqual(2500);
  return asked;
}

/** Without the wording of refusals. */
function comparable(answers: KeyAnswers): unknown {
  return JSON.parse(JSON.stringify(answers, (name, value) => (name === 'detail' ? undefined : value)));
}

describe('askKey and the virtual key', () => {
  it.each(allModels.map((model) => [model.id, model] as const))('%s', async (_, model) => {
    const asked = await ask(new VirtualKey(traitsOf(model), {}));
    if (!asked.ok) throw new Error(asked.detail);
    expect(comparable(asked.answers)).toEqual(comparable(answersOf(model)));
  });

  it.each([
    ['stalls', 'timed-out'],
    ['stops-midway', 'timed-out'],
    ['answers-on-foreign-channel', 'timed-out'],
    ['keeps-alive-for-ever', 'timed-out'],
    ['waits-for-touch-for-ever', 'refused'],
    ['frames-out-of-order', 'malformed'],
    ['claims-too-much', 'malformed'],
    ['unplugs-midway', 'gone'],
    [{ busyAnswers: 1000 }, 'busy'],
  ] as [Fault, string][])('getInfo %j: %s', async (fault, problem) => {
    const asked = await ask(new VirtualKey(plainTraits, { faults: { 'get-info': fault } }));
    expect(asked).toMatchObject({ ok: true, answers: { getInfo: { ok: false, problem } } });
  });

  it.each([
    ['stalls', 'timed-out'],
    ['stops-midway', 'timed-out'],
    ['answers-on-foreign-channel', 'timed-out'],
    ['claims-too-much', 'malformed'],
    ['unplugs-midway', 'gone'],
    [{ busyAnswers: 1000 }, 'busy'],
  ] as [Fault, string][])('INIT %j: %s', async (fault, problem) => {
    const asked = await ask(new VirtualKey(plainTraits, { faults: { init: fault } }));
    expect(asked).toMatchObject({ ok: false, problem });
  });

  it.each([
    [{ faults: { init: 'wrong-nonce-first' } }],
    [{ faults: { init: { busyAnswers: 2 }, 'get-info': { busyAnswers: 3 } } }],
    [{ delaysMs: { 'get-info': 900 } }],
    [{ delaysMs: { 'get-info': 2000 }, keepAlive: 'processing' }],
    [{ delaysMs: { init: 700, 'get-info': 700, 'pin-retries': 700 } }],
  ] as [Conduct][])('answers after all: %j', async (conduct) => {
    const asked = await ask(new VirtualKey(plainTraits, conduct));
    expect(asked).toMatchObject({ ok: true, answers: { getInfo: { ok: true }, pinRetries: { ok: true } } });
  });
});
