import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import type { VerdictState } from '../../contract/verdict.ts';
import type { CliIo } from '../io.ts';

type Paint = (text: string) => string;

/** How text looks on this stream. Colour never carries a meaning that no word carries. */
export type Style = {
  bold: Paint;
  dim: Paint;
  state: Record<VerdictState, Paint>;
  sign: Record<VerdictState, string>;
  dot: string;
  widthChars: number;
};

const widthWithoutTerminal = 100;
const unicodeSigns = {
  ready: '✔',
  'ready-after-action': '→',
  blocked: '✘',
  unknown: '?',
  'not-applicable': '–',
};
const asciiSigns = {
  ready: '+',
  'ready-after-action': '>',
  blocked: 'x',
  unknown: '?',
  'not-applicable': '-',
};

/** Style for one stream: NO_COLOR, FORCE_COLOR and TERM=dumb are respected (https://no-color.org). */
export function styleFor(io: CliIo, stream: CliIo['stdout'] = io.stdout): Style {
  const colour = pc.createColors(wantsColour(io.env, stream.isTTY === true));
  const unicode = speaksUnicode(io);
  return {
    bold: colour.bold,
    dim: colour.dim,
    state: {
      ready: colour.green,
      'ready-after-action': colour.cyan,
      blocked: colour.red,
      // Neutral on purpose: not knowing is no warning.
      unknown: (text) => text,
      'not-applicable': colour.dim,
    },
    sign: unicode ? unicodeSigns : asciiSigns,
    dot: unicode ? '·' : '-',
    widthChars: Math.min(120, Math.max(40, stream.columns ?? widthWithoutTerminal)),
  };
}

export function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false', ''].includes(env.FORCE_COLOR);
  return isTerminal && env.TERM !== 'dumb';
}

function speaksUnicode({ env, platform }: CliIo): boolean {
  if (platform !== 'linux') return true;
  return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
}

/** Foreign text made safe for a terminal: no escape sequences, no control characters, one line. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
  return stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
