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
  const isAsked = (value: unknown) => typeof value === 'string' && asked.has(value);
  return parts.map(({ name, kept }) => {
    const own = Object.entries(kept).filter(([, value]) => isAsked(value));
    const cleared = redact(kept) as Part['kept'];
    return { name: isAsked(name) ? name : redact(name), kept: { ...cleared, ...Object.fromEntries(own) } };
  });
}
