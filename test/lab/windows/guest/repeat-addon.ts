// Under Windows Node with --expose-gc. usage: repeat-addon.ts ADDON GAUGE QUESTIONS ROUNDS. Asks all questions again and again and prints,
// after each tenth of the rounds, what the process holds: JSON list of { memoryBytes, handle }.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , addonFile = '', gaugeFile = '', questionFile = '', rounds = '1'] = process.argv;
const require = createRequire(import.meta.url);
const addon = require(addonFile) as Record<string, (...args: unknown[]) => Promise<unknown>>;
const gauge = require(gaugeFile) as { nextHandle(): number };
const questions = JSON.parse(readFileSync(questionFile, 'utf8')) as [string, ...unknown[]][];

const held: { memoryBytes: number; handle: number }[] = [];
const tenth = Number(rounds) / 10;
for (let round = 1; round <= Number(rounds); round += 1) {
  await Promise.all(questions.map(([name, ...args]) => addon[name]?.(...args)));
  if (round % tenth !== 0) continue;
  globalThis.gc?.();
  held.push({ memoryBytes: process.memoryUsage().rss, handle: gauge.nextHandle() });
}
process.stdout.write(JSON.stringify(held));
