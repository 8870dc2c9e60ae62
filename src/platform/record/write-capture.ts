import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { CaptureManifest, SignalCapture } from '../../contract/capture.ts';
import { ProblemError } from '../../contract/problem.ts';
import { makeFolders } from '../make-folders.ts';
import { systemCode } from '../system-code.ts';

/** Refuses early, before a scan is spent on it: throws ProblemError capture.folder-not-empty or capture.not-writable. */
export async function checkCaptureTarget(dir: string): Promise<void> {
  const target = resolve(dir);
  let entries: string[];
  try {
    entries = await readdir(target);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return;
    throw notWritable(target, error);
  }
  if (entries.length > 0) {
    throw new ProblemError('capture.folder-not-empty', `${target} already holds something`, {
      where: target,
    });
  }
}

/**
 * Writes a capture folder whole or not at all: beside its place first, then moved there. An empty folder may stand at
 * `dir` already. Throws ProblemError capture.folder-not-empty, capture.not-writable.
 */
export async function writeCapture(
  dir: string,
  manifest: CaptureManifest,
  signals: readonly SignalCapture[],
): Promise<void> {
  await checkCaptureTarget(dir);
  const target = resolve(dir);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}-${Date.now().toString(36)}.part`);
  try {
    await makeFolders(dirname(target));
    await mkdir(beside, { mode: 0o700 });
    await writeFile(join(beside, 'capture.json'), asText(manifest), { mode: 0o600 });
    for (const capture of signals) {
      await writeFile(join(beside, `${capture.signal}.json`), asText(capture), { mode: 0o600 });
    }
    // An empty folder in the way: rmdir takes nothing but an empty one, so nothing of anybody's is lost.
    await rmdir(target).catch(ignoreMissing);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (error instanceof ProblemError) throw error;
    throw notWritable(target, error);
  }
}

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function notWritable(target: string, cause: unknown): ProblemError {
  const code = systemCode(cause) ?? 'unknown error';
  if (code === 'ENOTEMPTY' || code === 'EEXIST') {
    return new ProblemError('capture.folder-not-empty', `${target} already holds something`, {
      where: target,
      cause,
    });
  }
  return new ProblemError('capture.not-writable', `${target} cannot be written (${code})`, {
    where: target,
    cause,
  });
}
