import { randomBytes } from 'node:crypto';
import type { ProblemError } from '../contract/problem.ts';
import { closeToOthers } from '../platform/close-to-others.ts';
import { readTextIfThere, setAside } from '../platform/state-file.ts';
import { writeAtomically } from '../platform/write-atomically.ts';

const KEY_BYTES = 32;

export type LoadedRecognitionKey = {
  /** 32 random bytes as hex. */
  hex: string;
  /** Set when the file found could not be used and a new key was made: known security keys look new from now on. */
  problem?: ProblemError;
};

/**
 * Reads the key under which this installation marks security keys (HidNode.mark), or makes it on first need (0600). It never
 * leaves the installation, so a mark means nothing anywhere else. An unusable file is moved aside, never overwritten; processes
 * that start together end up with the same key.
 * Throws `state.not-writable` or `state.disk-full`.
 */
export async function loadRecognitionKey(path: string): Promise<LoadedRecognitionKey> {
  const stored = await readTextIfThere(path);
  if (stored === null) return { hex: await makeKey(path) };
  const hex = keyIn(stored);
  if (hex !== null) {
    await closeToOthers(path);
    return { hex };
  }
  const { problem } = await setAside(path, 'does not hold a recognition key');
  return { hex: await makeKey(path), problem };
}

async function makeKey(path: string): Promise<string> {
  const made = randomBytes(KEY_BYTES).toString('hex');
  const written = await writeAtomically(path, `${made}\n`, { onlyIfAbsent: true });
  const stored = written ? null : await readTextIfThere(path);
  return (stored === null ? null : keyIn(stored)) ?? made;
}

function keyIn(text: string): string | null {
  return /^([0-9a-f]{64})\n?$/.exec(text)?.[1] ?? null;
}
