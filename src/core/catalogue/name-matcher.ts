import { type PatternPiece, parseNamePattern } from '../../contract/name-pattern.ts';

/** Longest name that is compared; what is longer is no name of a program. */
const MAX_NAME = 400;

/**
 * Whether a whole name fits a pattern of the catalogue, upper or lower case and whatever blanks lie between words. A pattern that its schema would refuse fits
 * nothing.
 */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const pieces = parseNamePattern(sameForm(pattern));
  if ('fault' in pieces) return () => false;
  return (name) => {
    if (name.length > MAX_NAME) return false;
    const text = sameForm(name);
    return endsAfter(text, pieces, new Set([0])).has(text.length);
  };
}

/** Case and blanks do not count, and neither do signs of a registered name: `SonicWall® NetExtender`. */
function sameForm(text: string): string {
  return text
    .replace(/[®™©]|\((?:R|TM)\)/giu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Places in the text up to which all pieces may reach, from any of the given ones. A set of places, so no way is walked twice. */
function endsAfter(
  text: string,
  pieces: readonly PatternPiece[],
  starts: ReadonlySet<number>,
): ReadonlySet<number> {
  let places = starts;
  for (const piece of pieces) {
    if (places.size === 0) return places;
    places = endsOf(text, piece, places);
  }
  return places;
}

function endsOf(text: string, piece: PatternPiece, starts: ReadonlySet<number>): ReadonlySet<number> {
  if (piece.kind === 'choice') return new Set(piece.of.flatMap((one) => [...endsAfter(text, one, starts)]));
  const ends = new Set<number>();
  if (piece.kind === 'any') {
    for (let at = Math.min(...starts); at <= text.length; at++) ends.add(at);
    return ends;
  }
  for (const at of starts) if (text.startsWith(piece.text, at)) ends.add(at + piece.text.length);
  return ends;
}
