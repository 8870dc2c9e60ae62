import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz-ctap/run-fuzz.ts';

// `npm run fuzz:ctap [-- --runs N --seed S]`: what keys could say, generated; exit 1 on a crash, a hang, or memory that grows.

const INPUT_LIMIT_MS = 5000;
/** A leak of 16 bytes an input would show in a million. */
const MAX_HEAP_GROWTH_BYTES = 16 * 1024 * 1024;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
});
const runs = wholeNumber('--runs', values.runs);
const seed =
  values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : wholeNumber('--seed', values.seed);

say(`${runs} inputs, seed ${seed}`);
const result = await runFuzz({ runs, seed, inputLimitMs: INPUT_LIMIT_MS });
if (result.kind === 'held') {
  const growthMib = (result.heapGrowthBytes / 1024 / 1024).toFixed(1);
  const limitMib = MAX_HEAP_GROWTH_BYTES / 1024 / 1024;
  say(`${result.inputsPerSecond} inputs/s, ${result.answered} understood, the others refused with a reason`);
  say(`peak heap growth ${growthMib} MiB (at most ${limitMib})`);
  process.exitCode = result.heapGrowthBytes > MAX_HEAP_GROWTH_BYTES ? 1 : 0;
} else {
  say(result.kind === 'hung' ? `HUNG for over ${INPUT_LIMIT_MS} ms` : `BROKEN: ${result.error}`);
  say(`input ${result.number} of seed ${seed}`);
  process.exitCode = 1;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new Error(`${name} wants a whole number, not ${text}`);
  return number;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
