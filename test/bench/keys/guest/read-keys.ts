// Only the reading: asks the keys at the paths given, side by side, decodes what they say, and tells how long that took by its
// own clock. Without a path it loads all the same, the HID library too, and reads nothing.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { getHidapiVersion } from 'node-hid';
import { askKey } from '../../../../src/ctap/ask-key.ts';
import { decodePinRetries, decodeUvRetries } from '../../../../src/ctap/decode-client-pin.ts';
import { decodeGetInfo } from '../../../../src/ctap/decode-get-info.ts';
import { decodeInit } from '../../../../src/ctap/decode-init.ts';
import type { KeyAnswers } from '../../../../src/ctap/key-answers.ts';
import { openNodeHid } from '../../../../src/ctap/node-hid-transport.ts';

getHidapiVersion();

async function read(path: string) {
  const asked = await askKey(() => openNodeHid(path), {
    budgetMs: 2500,
    stop: new AbortController().signal,
    monotonicMs: () => performance.now(),
    nonce: () => randomBytes(8),
  });
  if (!asked.ok) throw new Error(`${path}: ${asked.problem}: ${asked.detail}`);
  return decodeAll(asked.answers);
}

function decodeAll({ init, getInfo, pinRetries, uvRetries }: KeyAnswers) {
  if (!getInfo?.ok) throw new Error('the key did not say what it is');
  return {
    init: decodeInit(init),
    info: decodeGetInfo(getInfo.hex),
    pinRetries: pinRetries?.ok ? decodePinRetries(pinRetries.hex) : null,
    uvRetries: uvRetries?.ok ? decodeUvRetries(uvRetries.hex) : null,
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { twice: { type: 'boolean' } },
});
const startedAt = performance.now();
if (values.twice) await Promise.all(positionals.map(read));
const keys = await Promise.all(positionals.map(read));
process.stdout.write(`${JSON.stringify({ insideMs: performance.now() - startedAt, keys })}\n`);
