import type { ProblemError } from '../contract/problem.ts';
import { closeToOthers } from './close-to-others.ts';
import { readTextIfThere, setAside } from './state-file.ts';
import { writeAtomically } from './write-atomically.ts';

/** How one kind of secret stands in its file. */
export type SecretForm<Secret> = {
  /** Null when the text is no such secret. */
  read(text: string): Promise<Secret | null>;
  make(): Promise<{ text: string; secret: Secret }>;
  /** Completes "<path> …" when the file is no good: `does not hold a P-256 key`. */
  whyUnusable: string;
};

export type LoadedSecret<Secret> = {
  secret: Secret;
  /** Set when the file found could not be used and a new secret was made. */
  problem?: ProblemError;
};

/**
 * Reads a secret of this installation (0600), or makes it on first need. An unusable file is moved aside, never overwritten;
 * processes that start together end up with the same secret. Throws `state.not-writable` or `state.disk-full`.
 */
export async function loadSecret<Secret>(
  path: string,
  form: SecretForm<Secret>,
): Promise<LoadedSecret<Secret>> {
  const stored = await readTextIfThere(path);
  if (stored === null) return { secret: await makeSecret(path, form) };
  const secret = await form.read(stored);
  if (secret !== null) {
    await closeToOthers(path);
    return { secret };
  }
  const { problem } = await setAside(path, form.whyUnusable);
  return { secret: await makeSecret(path, form), problem };
}

async function makeSecret<Secret>(path: string, form: SecretForm<Secret>): Promise<Secret> {
  const made = await form.make();
  const written = await writeAtomically(path, made.text, { onlyIfAbsent: true });
  const stored = written ? null : await readTextIfThere(path);
  const fromOtherProcess = stored === null ? null : await form.read(stored);
  return fromOtherProcess ?? made.secret;
}
