// Under Windows Node. usage: ask-addon.ts ADDON QUESTIONS. The file holds a JSON list of [function, ...arguments]; one JSON list of
// answers is printed, each { value } or { rejected }.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , addonFile = '', questionFile = ''] = process.argv;
const addon = createRequire(import.meta.url)(addonFile) as Record<string, (...args: unknown[]) => unknown>;
const questions = JSON.parse(readFileSync(questionFile, 'utf8')) as [string, ...unknown[]][];

const answers: unknown[] = [];
for (const [name, ...args] of questions) {
  try {
    answers.push({ value: await addon[name]?.(...args) });
  } catch (error) {
    answers.push({ rejected: String(error) });
  }
}
process.stdout.write(JSON.stringify(answers));
