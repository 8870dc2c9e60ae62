import { MOST_NODES, TooMuchError } from './settings-node.ts';

/**
 * Lines of a text without outer blanks, one at a time, so that a file of nothing but line ends costs no memory; empty ones are left out. Throws
 * {@link TooMuchError} when there are too many.
 */
export function* settingLines(text: string): Generator<string> {
  let from = 0;
  let lines = 0;
  while (from <= text.length) {
    const ends = endOfLine(text, from);
    const line = text.slice(from, ends).trim();
    from = ends + 1;
    if (line === '') continue;
    lines += 1;
    if (lines > MOST_NODES) throw new TooMuchError(`over ${MOST_NODES} lines`);
    yield line;
  }
}

/** Where the line ends that goes on at `from`: at the next CR or LF, or with the text. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
    at += 1;
  }
  return text.length;
}
