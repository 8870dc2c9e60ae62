import type { ShownKey } from '../../contract/keys.ts';
import { wordsOfKey } from './key-words.ts';
import { clean, type Style } from './style.ts';
import { lowerFirst } from './verdict.ts';
import { length, padded, wrap } from './wrap.ts';

const gapChars = 2;
const firmwareFromChars = 90;
const narrowestNameChars = 16;

/** One row for each key; the name wraps. On a terminal too narrow for that, one card for each. */
export function tableLines(keys: readonly ShownKey[], style: Style): string[] {
  const titles = [
    'KEY',
    'STATE',
    ...(hasFirmwareColumn(style) ? ['FIRMWARE'] : []),
    'PIN',
    'FINGERPRINT',
    'ROOM',
  ];
  const rows = keys.map((key) => cellsOf(key, style));
  const widths = titles.map((title, index) =>
    Math.max(length(title), ...rows.map((row) => length(row[index] ?? ''))),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + gapChars + width, gapChars);
  const nameChars = Math.min(widths[0] ?? 0, style.widthChars - others);
  if (nameChars < narrowestNameChars) return keys.flatMap((key) => cardLines(key, style));
  widths[0] = nameChars;
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => padded(cell, widths[index] ?? 0)).join(' '.repeat(gapChars))}`.trimEnd();
  return [
    style.dim(line(titles)),
    ...rows.flatMap(([name = '', state = '', ...cells], index) => {
      const [first = '', ...rest] = wrap(name, nameChars);
      const paint = style.state[keys[index]?.state ?? 'unknown'];
      const [before, after] = [padded(first, nameChars), padded(state, widths[1] ?? 0)];
      const tail = cells.map((cell, at) => padded(cell, widths[at + 2] ?? 0)).join(' '.repeat(gapChars));
      return [`  ${before}  ${paint(after)}  ${tail}`.trimEnd(), ...rest.map((text) => `  ${text}`)];
    }),
  ];
}

export function hasFirmwareColumn(style: Style): boolean {
  return style.widthChars >= firmwareFromChars;
}

function cellsOf(key: ShownKey, style: Style): string[] {
  const { firmware, pin, fingerprint, room } = wordsOfKey(key);
  const name = `${clean(key.name)} (${clean(key.id)})`;
  return [name, stateOf(key, style), ...(hasFirmwareColumn(style) ? [firmware] : []), pin, fingerprint, room];
}

function cardLines(key: ShownKey, style: Style): string[] {
  const { pin, fingerprint, room } = wordsOfKey(key);
  const facts = [`PIN ${pin}`, `fingerprint ${fingerprint}`, `room ${room}`].join(` ${style.dot} `);
  return [
    ...wrap(`${clean(key.name)} (${clean(key.id)})`, style.widthChars - 2).map((text) => `  ${text}`),
    `    ${style.state[key.state](stateOf(key, style))}`,
    ...wrap(facts, style.widthChars - 4).map((text) => `    ${text}`),
  ];
}

/** Sign and word of a key's state: a tick and `ready`. */
export function stateOf({ state, stateWord }: Pick<ShownKey, 'state' | 'stateWord'>, style: Style): string {
  return `${style.sign[state]} ${lowerFirst(clean(stateWord))}`;
}
