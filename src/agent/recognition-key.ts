import { randomBytes } from 'node:crypto';
import type { ProblemError } from '../contract/problem.ts';
import { loadSecret, type SecretForm } from '../platform/secret-file.ts';

const recognitionKey: SecretForm<string> = {
  read: async (text) => /^([0-9a-f]{64})\n?$/.exec(text)?.[1] ?? null,
  async make() {
    const secret = randomBytes(32).toString('hex');
    return { text: `${secret}\n`, secret };
  },
  whyUnusable: 'does not hold a recognition key',
};

export type LoadedRecognitionKey = {
  /** 32 random bytes as hex. */
  hex: string;
  /** Set when the file found could not be used and a new key was made: known security keys look new from now on. */
  problem?: ProblemError;
};

/**
 * Reads the key under which this installation marks security keys (HidNode.mark), or makes it on first need. It never leaves the
 * installation, so a mark means nothing anywhere else. Throws `state.not-writable` or `state.disk-full`.
 */
export async function loadRecognitionKey(path: string): Promise<LoadedRecognitionKey> {
  const { secret: hex, ...trouble } = await loadSecret(path, recognitionKey);
  return { hex, ...trouble };
}
