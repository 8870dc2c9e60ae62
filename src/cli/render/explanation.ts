import type { ExplainOutput } from '../../contract/cli.ts';
import { clean, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const sureWords = {
  published: 'Microsoft publishes this.',
  reported: 'People who met this code report it; Microsoft does not publish it.',
  deduced: 'This is deduced from the code itself; nobody publishes what it means.',
} as const;
const ownerWords = { person: 'you', it: 'IT', vendor: 'the vendor' } as const;

/** What a code means and the steps, for a person. Ends with a newline. */
export function renderExplanation(what: ExplainOutput, style: Style): string {
  const paragraph = (text: string, indent = 0) =>
    wrap(clean(text), style.widthChars - indent).map((line) => ' '.repeat(indent) + line);
  const lines = [`${style.bold(clean(what.title))}  ${style.dim(clean(what.code))}`];
  if (what.kind === 'problem') {
    lines.push(...paragraph(what.means), '', style.bold('What to do'), ...paragraph(what.todo, 2));
    return `${lines.join('\n')}\n`;
  }
  if (what.kind === 'windows-error') {
    const name = what.name === null ? [] : [style.dim(clean(what.name))];
    lines.push(...name, ...paragraph(what.means), ...paragraph(sureWords[what.sure]).map(style.dim));
    lines.push('', style.bold(`What to do (${ownerWords[what.owner]})`), ...numbered(what.todo, style));
    lines.push('', ...what.sources.map((source) => style.dim(`Source: ${clean(source)}`)));
    return `${lines.join('\n')}\n`;
  }
  lines.push(...paragraph(what.plain));
  if (what.detail !== null) lines.push(...paragraph(what.detail).map(style.dim));
  if (what.steps.length > 0) {
    const who =
      what.owner === null
        ? ''
        : ` (${ownerWords[what.owner]}${what.minutes === null ? '' : `, ${what.minutes} min`})`;
    lines.push('', style.bold(`${clean(what.action ?? 'What to do')}${who}`));
    lines.push(...numbered(what.steps, style));
  }
  if (what.link !== null) lines.push('', `  ${clean(what.link)}`);
  if (what.source !== null) lines.push('', style.dim(`Source: ${clean(what.source)}`));
  return `${lines.join('\n')}\n`;
}

function numbered(steps: readonly string[], style: Style): string[] {
  return steps.flatMap((step, index) => {
    const [first = '', ...rest] = wrap(clean(step), style.widthChars - 5);
    return [`  ${index + 1}  ${first}`, ...rest.map((line) => `     ${line}`)];
  });
}
