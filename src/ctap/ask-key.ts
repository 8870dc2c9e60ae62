import { blankIdentifiers } from './blank-identifiers.ts';
import { Budget, settleWithin } from './budget.ts';
import { Channel } from './channel.ts';
import {
  type BioCommand,
  getBioModality,
  getFingerprintSensorInfo,
  getInfo,
  getPinRetries,
  getU2fVersion,
  getUvRetries,
} from './commands.ts';
import { decodeGetInfo } from './decode-get-info.ts';
import { toHex } from './hex.ts';
import type { KeyAnswer, KeyAnswers, KeyProblem } from './key-answers.ts';
import { KeyError } from './key-error.ts';
import { type KeyTransport, type OpenTransport, TransportError } from './transport.ts';

export type AskOptions = {
  /** For everything from opening on. The key is given back right after. */
  budgetMs: number;
  stop: AbortSignal;
  /** Milliseconds on a clock that never goes back. */
  monotonicMs: () => number;
  /** 8 bytes that no other program guesses. */
  nonce: () => Uint8Array;
};

export type AskedKey = { ok: true; answers: KeyAnswers } | { ok: false; problem: KeyProblem; detail: string };

const capabilityCbor = 0x04;
const capabilityNoMsg = 0x08;
const hidInvalidCommand = 0x01;

/**
 * Opens a key, asks everything it answers without PIN or touch, closes it. Without a channel there is no answer (`ok: false`);
 * from then on each command fails for itself. Only a defect of ours or of the transport makes it reject.
 */
export async function askKey(open: OpenTransport, options: AskOptions): Promise<AskedKey> {
  const budget = new Budget(options.budgetMs, options.monotonicMs, options.stop);
  let transport: KeyTransport | null = null;
  try {
    transport = await openWithin(open, budget);
    const channel = new Channel(transport, budget, options.nonce);
    const answers = await askAll(channel, await channel.open());
    return { ok: true, answers };
  } catch (error) {
    return failureOf(error);
  } finally {
    // Not waited for: the answers are complete, and closing waits for a read that is still under way.
    transport?.close().catch(() => undefined);
  }
}

async function openWithin(open: OpenTransport, budget: Budget): Promise<KeyTransport> {
  if (budget.stop.aborted) throw new KeyError('cancelled', 'told to stop');
  const opening = open();
  const settled = await settleWithin(opening, budget.leftMs(), budget.stop);
  if (settled.kind === 'done') return settled.value;
  // It may open yet: then it is given back at once.
  opening.then(
    (late) => late.close(),
    () => undefined,
  );
  throw settled.kind === 'late'
    ? new KeyError('timed-out', 'the key did not open')
    : new KeyError('cancelled', 'told to stop');
}

async function askAll(channel: Channel, init: Uint8Array): Promise<KeyAnswers> {
  const capabilities = init[8] ?? 0;
  const answers: KeyAnswers = {
    init: toHex(init.with(0, 0).with(1, 0).with(2, 0).with(3, 0)),
    getInfo: null,
    pinRetries: null,
    uvRetries: null,
    fingerprintModality: null,
    fingerprintSensor: null,
    u2fVersion: null,
  };
  const ask = questioner();
  let hasCtap2 = (capabilities & capabilityCbor) !== 0;
  if (hasCtap2) {
    const info = await ask(async () => blankIdentifiers(await getInfo(channel)), isCommandUnknown);
    if (info === 'not-known') hasCtap2 = false;
    else answers.getInfo = info;
  }
  if (!hasCtap2) {
    if ((capabilities & capabilityNoMsg) === 0) answers.u2fVersion = await ask(() => getU2fVersion(channel));
    return answers;
  }
  const options = optionsOf(answers.getInfo);
  const has = (option: string) => Object.hasOwn(options, option);
  const bio: BioCommand | null = has('bioEnroll') ? 0x09 : has('userVerificationMgmtPreview') ? 0x40 : null;
  if (has('clientPin')) answers.pinRetries = await ask(() => getPinRetries(channel));
  if (has('uv') || bio !== null) answers.uvRetries = await ask(() => getUvRetries(channel));
  if (bio !== null) {
    answers.fingerprintModality = await ask(() => getBioModality(channel, bio));
    answers.fingerprintSensor = await ask(() => getFingerprintSensorInfo(channel, bio));
  }
  return answers;
}

type Ask = {
  (question: () => Promise<Uint8Array>): Promise<KeyAnswer>;
  <Special>(
    question: () => Promise<Uint8Array>,
    special: (error: KeyError) => Special | null,
  ): Promise<KeyAnswer | Special>;
};

/** Puts questions one by one. A key that is gone is not asked again: the rest fails alike. */
function questioner(): Ask {
  let gone: KeyAnswer | null = null;
  return async <Special>(
    question: () => Promise<Uint8Array>,
    special: (error: KeyError) => Special | null = () => null,
  ): Promise<KeyAnswer | Special> => {
    if (gone !== null) return gone;
    try {
      return { ok: true, hex: toHex(await question()) };
    } catch (error) {
      if (error instanceof TransportError) {
        gone = { ok: false, problem: error.problem, detail: error.message };
        return gone;
      }
      if (!(error instanceof KeyError) || error.problem === 'cancelled') throw error;
      const answer: KeyAnswer = { ok: false, problem: error.problem, detail: error.message };
      return special(error) ?? (error.status === null ? answer : { ...answer, status: error.status });
    }
  };
}

/** CTAPHID itself does not know CBOR: a key that has only U2F, whatever its capabilities say. */
function isCommandUnknown(error: KeyError): 'not-known' | null {
  return error.refusedByHid && error.status === hidInvalidCommand ? 'not-known' : null;
}

function optionsOf(info: KeyAnswer | null): Record<string, boolean> {
  if (info === null || !info.ok) return {};
  const decoded = decodeGetInfo(info.hex);
  return decoded.ok ? (decoded.info.options ?? {}) : {};
}

function failureOf(error: unknown): AskedKey {
  if (error instanceof KeyError || error instanceof TransportError)
    return { ok: false, problem: error.problem, detail: error.message };
  throw error;
}
