/**
 * Words of a line; blanks part them, `"…"` and `'…'` hold them together, a backslash within `"…"` or outside takes the next sign as it is. A word that
 * begins with a sign of `comments` ends the line.
 */
export function splitWords(line: string, comments: string): string[] {
  const words: string[] = [];
  let pieces: string[] | null = null;
  let quote = '';
  /** Where the signs begin that are taken as they stand. */
  let from = 0;
  const take = (end: number) => {
    pieces ??= [];
    if (end > from) pieces.push(line.slice(from, end));
  };
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    if (sign === '\\' && quote !== "'" && at + 1 < line.length) {
      if (pieces === null) from = at;
      take(at);
      from = at + 1;
      at += 1;
    } else if (quote !== '') {
      if (sign !== quote) continue;
      take(at);
      from = at + 1;
      quote = '';
    } else if (sign === ' ' || sign === '\t') {
      if (pieces === null) continue;
      take(at);
      words.push(pieces.join(''));
      pieces = null;
    } else {
      const begins = pieces === null;
      if (begins && comments.includes(sign)) return words;
      if (begins) {
        pieces = [];
        from = at;
      }
      if (sign !== '"' && !(sign === "'" && begins)) continue;
      take(at);
      from = at + 1;
      quote = sign;
    }
  }
  if (pieces === null) return words;
  take(line.length);
  return [...words, (pieces as string[]).join('')];
}

/** A value without the quotes around all of it. */
export function unquoted(value: string): string {
  const first = value.charAt(0);
  const quoted = value.length >= 2 && (first === '"' || first === "'") && value.endsWith(first);
  return quoted ? value.slice(1, -1) : value;
}
