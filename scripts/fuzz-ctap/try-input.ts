import { getEventListeners } from 'node:events';
import { GetInfoFacts } from '../../src/contract/facts/get-info.ts';
import { askKey } from '../../src/ctap/ask-key.ts';
import { blankIdentifiers } from '../../src/ctap/blank-identifiers.ts';
import { decodeFingerprintReader } from '../../src/ctap/decode-bio.ts';
import { decodePinRetries, decodeUvRetries } from '../../src/ctap/decode-client-pin.ts';
import { decodeGetInfo } from '../../src/ctap/decode-get-info.ts';
import { decodeInit } from '../../src/ctap/decode-init.ts';
import { decodeU2fVersion } from '../../src/ctap/decode-u2f.ts';
import { toHex } from '../../src/ctap/hex.ts';
import { readCborMap } from '../../src/ctap/read-cbor.ts';
import { Chance } from './chance.ts';
import { someCbor } from './generate-cbor.ts';
import { UnrulyKey } from './unruly-key.ts';

const BUDGET_MS = 2500;
/** Questions there are, each twice, one step back into line, one cancel: far more means a loop. */
const MAX_WRITES = 60;
/** encIdentifier and encCredStoreState. */
const sealedKeys = [0x19, 0x1e];
const never = new AbortController().signal;

export type Outcome = 'answered' | 'refused';

/**
 * One input, made from the seed and its number alone, so that it can be made again. Throws when something that must hold for
 * every input does not.
 */
export async function tryInput(seed: number, number: number): Promise<Outcome> {
  const chance = new Chance(seed ^ Math.imul(number + 1, 0x9e3779b1));
  return chance.oneIn(3) ? tryExchange(chance) : tryDecoders(chance);
}

function tryDecoders(chance: Chance): Outcome {
  const bytes = someCbor(chance);
  const hex = toHex(bytes);
  const info = decodeGetInfo(hex);
  if (info.ok) GetInfoFacts.parse(info.info);
  else must(info.detail.length > 0 && info.detail.length < 200, 'a refusal says why, in a few words');
  const blanked = blankIdentifiers(bytes);
  must(blanked.length === bytes.length, 'blanking keeps the length');
  const left = readCborMap(toHex(blanked));
  must(left.ok === info.ok || !info.ok, 'blanking keeps an answer readable');
  const sealed = left.ok ? sealedKeys.map((key) => left.map.get(key)) : [];
  const isBlank = (value: unknown) => !(value instanceof Uint8Array) || value.every((byte) => byte === 0);
  must(sealed.every(isBlank), 'nothing sealed is left');
  for (const decode of [decodeInit, decodePinRetries, decodeUvRetries, decodeU2fVersion]) decode(hex);
  decodeFingerprintReader(hex, hex);
  return info.ok ? 'answered' : 'refused';
}

async function tryExchange(chance: Chance): Promise<Outcome> {
  const key = new UnrulyKey(chance);
  const asked = await askKey(async () => key, {
    budgetMs: BUDGET_MS,
    stop: never,
    monotonicMs: key.nowMs,
    nonce: () => chance.bytes(8),
  });
  must(key.closed === 1, 'the key is given back, once');
  must(key.nowMs() <= BUDGET_MS + 2, `${key.nowMs()} ms is more than the budget`);
  must(key.writes <= MAX_WRITES, `${key.writes} packets written`);
  must(getEventListeners(never, 'abort').length === 0, 'no listener is left');
  if (!asked.ok) return 'refused';
  const { getInfo } = asked.answers;
  if (getInfo?.ok) decodeGetInfo(getInfo.hex);
  return getInfo?.ok ? 'answered' : 'refused';
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}
