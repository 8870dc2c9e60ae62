type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const whitespace = /[ \t\n\r]*/y;

/**
 * Index of the first character that cannot stand where it stands in a JSON text; the text's length when it ends too soon
 * or is valid. Needed because JSON.parse tells the place only in some of its messages. No recursion: the text is hostile.
 */
export function findJsonFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = skip(whitespace, text, 0);
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  while (at < text.length) {
    const character = text.charAt(at);
    let end = at + 1;
    if (expected === 'colon') {
      if (character !== ':') return at;
      expected = 'value';
    } else if (expected === 'comma-or-end' && character === ',') {
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (character === '}' || character === ']') {
      const fits = character === '}' ? '{' : '[';
      const mayEnd =
        expected === 'comma-or-end' || expected === (fits === '{' ? 'key-or-end' : 'value-or-end');
      if (!mayEnd || open.pop() !== fits) return at;
      expected = afterValue();
    } else if (expected === 'key' || expected === 'key-or-end') {
      end = character === '"' ? endOfString(text, at) : -1;
      if (end < 0) return character === '"' ? -end - 1 : at;
      expected = 'colon';
    } else if (expected !== 'value' && expected !== 'value-or-end') {
      return at;
    } else if (character === '{' || character === '[') {
      open.push(character);
      expected = character === '{' ? 'key-or-end' : 'value-or-end';
    } else {
      end = character === '"' ? endOfString(text, at) : skip(scalar, text, at);
      if (end < 0) return -end - 1;
      if (end === at) return at;
      expected = afterValue();
    }
    at = skip(whitespace, text, end);
  }
  return text.length;
}

/** Index after the closing quote, or `-(index of the fault) - 1`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character < ' ') return -at - 1;
    const end = character === '\\' ? skip(escapeSequence, text, at) : at + 1;
    if (end === at) return -at - 1;
    at = end;
  }
  return -text.length - 1;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
