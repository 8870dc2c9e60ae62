import { words } from './words.en.ts';

/** Why something could not be told, in words; a reason from a newer version keeps its own word. */
export function reasonWords(reason: string): string {
  const known: Readonly<Record<string, string>> = words.unknownReasons;
  return Object.hasOwn(known, reason) ? (known[reason] ?? reason) : words.otherUnknownReason(reason);
}
