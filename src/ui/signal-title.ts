import { words } from './words.en.ts';

/** A signal's name in words. A signal this version does not know keeps its own id. */
export function signalTitle(signal: string): string {
  const titles: Readonly<Record<string, string>> = words.signals;
  return Object.hasOwn(titles, signal) ? (titles[signal] ?? signal) : signal;
}
