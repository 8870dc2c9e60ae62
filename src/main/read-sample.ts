import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CaptureManifest } from '../contract/capture.ts';
import { ProblemError } from '../contract/problem.ts';

const OPTION = '--replay=';

/**
 * The capture named by `--replay=DIR`, with its own title, so that the window can say what it shows.
 * Null without the option. Throws ProblemError `capture.not-a-capture`.
 */
export async function readSample(
  args: readonly string[],
): Promise<{ name: string; replayDir: string } | null> {
  const dir = args.find((arg) => arg.startsWith(OPTION))?.slice(OPTION.length);
  if (dir === undefined) return null;
  const replayDir = resolve(dir);
  const file = join(replayDir, 'capture.json');
  try {
    const { title } = CaptureManifest.parse(JSON.parse(await readFile(file, 'utf8')));
    return { name: title, replayDir };
  } catch (cause) {
    throw new ProblemError('capture.not-a-capture', `${file} does not describe a capture.`, {
      where: file,
      cause,
    });
  }
}
