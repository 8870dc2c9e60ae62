import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { addonFile } from '../../../scripts/native/build-with-mingw.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import { type RunOptions, type WineMachine, windowsPath } from './wine-machine.ts';

export type Question = readonly [name: string, ...args: unknown[]];

const Answers = z.array(
  z.union([z.strictObject({ value: z.unknown() }), z.strictObject({ rejected: z.string() })]),
);
const program = windowsPath(fileURLToPath(new URL('guest/ask-addon.ts', import.meta.url)));

/** What the addon answers in a Windows Node, one process for all questions. */
export async function askAddon(
  machine: WineMachine,
  questions: readonly Question[],
  options: RunOptions & { nodeExe?: string } = {},
): Promise<z.infer<typeof Answers>> {
  const questionFile = join(machine.driveC, 'questions.json');
  await writeFile(questionFile, JSON.stringify(questions));
  const nodeExe = options.nodeExe ?? windowsPath(await ensureWindowsNode());
  const args = [program, windowsPath(addonFile), String.raw`C:\questions.json`];
  const { exitCode, stdout, stderr } = await machine.run(nodeExe, args, options);
  if (exitCode !== 0) throw new Error(`Windows Node ended with ${exitCode}: ${stderr}${stdout}`);
  return Answers.parse(JSON.parse(stdout));
}

/** One question, and its answer. @throws Error when it was rejected. */
export async function askOne(
  machine: WineMachine,
  question: Question,
  options: RunOptions = {},
): Promise<unknown> {
  const [answer] = await askAddon(machine, [question], options);
  if (answer === undefined || 'rejected' in answer) throw new Error(answer?.rejected ?? 'no answer');
  return answer.value;
}
