import { words } from './words.en.ts';

/**
 * What a piece of evidence is about, in words: a signal, a way to sign in, or the policy. Something this version does
 * not know keeps its own id.
 */
export function signalTitle(signal: string): string {
  const titles: Readonly<Record<string, string>> = {
    ...words.signals,
    ...words.kinds,
    policy: words.policy,
  };
  return Object.hasOwn(titles, signal) ? (titles[signal] ?? signal) : signal;
}
