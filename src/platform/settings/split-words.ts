/**
 * Words of a line; blanks part them, `"…"` and `'…'` hold them together, a backslash within `"…"` or outside takes the next sign as it is. A word that
 * begins with a sign of `comments` ends the line.
 */
export function splitWords(line: string, comments: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    if (quote !== '') {
      if (sign === quote) quote = '';
      else if (sign === '\\' && quote === '"' && at + 1 < line.length)
        word = (word ?? '') + line.charAt(++at);
      else word = (word ?? '') + sign;
    } else if (sign === ' ' || sign === '\t') {
      if (word !== null) words.push(word);
      word = null;
    } else if (word === null && comments.includes(sign)) {
      return words;
    } else if (sign === '"' || (sign === "'" && word === null)) {
      quote = sign;
      word ??= '';
    } else if (sign === '\\' && at + 1 < line.length) {
      word = (word ?? '') + line.charAt(++at);
    } else word = (word ?? '') + sign;
  }
  if (word !== null) words.push(word);
  return words;
}

/** A value without the quotes around all of it. */
export function unquoted(value: string): string {
  const first = value.charAt(0);
  const quoted = value.length >= 2 && (first === '"' || first === "'") && value.endsWith(first);
  return quoted ? value.slice(1, -1) : value;
}
