import type { Part, PartsQuestion } from '../parts.ts';

/**
 * Parts of a structured file with every word redacted that the question did not say itself: ids of Firefox's add-ons look like addresses
 * of people, and a replay has to find them again.
 */
export function clearParts(
  parts: readonly Part[],
  { names = [], only }: PartsQuestion,
  redact: (value: unknown) => unknown,
): unknown {
  const asked = new Set([...names, ...(only?.values ?? [])]);
  const cleared = (value: unknown) => (typeof value === 'string' && asked.has(value) ? value : redact(value));
  return parts.map(({ name, kept }) => ({
    name: cleared(name),
    kept: Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, cleared(value)])),
  }));
}
