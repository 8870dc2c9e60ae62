/** A piece of a pattern for names: text as it stands, anything at all, or one of several. */
export type PatternPiece =
  | { kind: 'text'; text: string }
  | { kind: 'any' }
  | { kind: 'choice'; of: PatternPiece[][] };

/** What is wrong with a pattern, in words for whoever wrote it. */
type Fault = { fault: string };

/**
 * Pieces of a pattern: plain text, `*` for anything, `(a|b|)` for one of several, of which an empty one may miss. Choices do not stand inside
 * each other, so the work of comparing grows with the length of the name and nothing else.
 */
export function parseNamePattern(pattern: string): PatternPiece[] | Fault {
  const pieces: PatternPiece[] = [];
  for (let at = 0; at < pattern.length; ) {
    if (pattern[at] === ')') return { fault: `a ")" without its "(" at character ${at + 1}` };
    if (pattern[at] === '(') {
      const end = pattern.indexOf(')', at);
      if (end < 0) return { fault: `the "(" at character ${at + 1} is not closed` };
      const inside = pattern.slice(at + 1, end);
      if (inside.includes('(')) return { fault: 'choices may not stand inside each other' };
      if (!inside.includes('|'))
        return { fault: `"(${inside})" is no choice; for brackets of the name itself write *` };
      pieces.push({ kind: 'choice', of: inside.split('|').map(plainPieces) });
      at = end + 1;
      continue;
    }
    const next = pattern.slice(at).search(/[()]/);
    const plain = next < 0 ? pattern.slice(at) : pattern.slice(at, at + next);
    if (plain.includes('|')) return { fault: 'a "|" outside of "(…)"' };
    pieces.push(...plainPieces(plain));
    at += plain.length;
  }
  return saysEnough(pieces)
    ? pieces
    : { fault: 'it fits names of anything: two letters or digits must be said' };
}

function plainPieces(text: string): PatternPiece[] {
  return text
    .split(/(\*)/)
    .filter((part) => part !== '')
    .map((part) => (part === '*' ? { kind: 'any' } : { kind: 'text', text: part }));
}

/** Whether every name that fits has at least two letters or digits that the pattern says. */
function saysEnough(pieces: readonly PatternPiece[]): boolean {
  return leastSaid(pieces) >= 2;
}

function leastSaid(pieces: readonly PatternPiece[]): number {
  return pieces.reduce((sum, piece) => {
    if (piece.kind === 'any') return sum;
    if (piece.kind === 'choice') return sum + Math.min(...piece.of.map(leastSaid));
    return sum + (piece.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
  }, 0);
}
