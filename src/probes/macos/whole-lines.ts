/** Most of a tool's words that are read. */
const MAX_TEXT = 64 * 1024;

/** The lines of an answer, without a last one that does not end: half a number or half a word reads like another. */
export function wholeLines(text: string): string[] {
  const lines = text.slice(0, MAX_TEXT).split('\n');
  return lines.slice(0, -1).map((line) => line.replace(/\r$/, ''));
}
