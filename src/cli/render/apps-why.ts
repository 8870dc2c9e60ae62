import type { AppsOutput, AppsWhy } from '../../contract/cli.ts';
import { classWords } from '../../core/explain/entry-words.ts';
import { notesOf } from './apps.ts';
import { lookOf } from './dependency-look.ts';
import { clean, type Style } from './style.ts';
import { lowerFirst, noteLines } from './verdict.ts';
import { wrap } from './wrap.ts';

const confidenceWords = {
  high: 'well documented',
  medium: 'partly documented',
  low: 'hardly documented; likely at best until someone tries it',
} as const;

/** All about one program: what was found here, what the catalogue knows, what to do. Ends with a newline. */
export function renderWhy(output: AppsOutput, why: AppsWhy, style: Style): string {
  const [item] = output.explained;
  const [judged] = output.dependencies.items;
  const lines = [
    `${style.bold(clean(why.name))}  ${style.dim(clean(`${why.vendor} ${style.dot} ${why.entry}`))}`,
  ];
  if (item === undefined || judged === undefined) {
    const isTold = output.dependencies.gaps.length === 0;
    const text = isTold
      ? 'It was not found here.'
      : 'It was not found here; not everything could be looked at.';
    lines.push(...wrap(text, style.widthChars));
  } else {
    const sure = `${lowerFirst(item.gradeWord)} ${style.dot} ${lowerFirst(item.presenceWord)}`;
    const answer = `${style.sign[lookOf(item)]} ${item.title} ${style.dot} ${sure}`;
    lines.push(style.state[lookOf(item)](clean(answer)), ...wrap(clean(item.plain), style.widthChars));
    const versions = judged.versions.length === 0 ? [] : [`Installed: ${judged.versions.join(', ')}`];
    const saved = judged.savesPassword ? ['A password or passphrase is kept there; it was not read.'] : [];
    const found = [...versions, ...item.evidence, ...saved];
    lines.push('', ...block('What was found here', found.length === 0 ? [item.presenceWord] : found, style));
    const sources = judged.evidence.flatMap(({ source }) => source ?? []);
    lines.push(...[...new Set(sources)].map((source) => style.dim(`    ${clean(source)}`)));
    if (item.ends.length > 0) lines.push('', ...block('Dates', item.ends, style));
    lines.push('', ...block('What to do', [item.todo], style));
  }
  lines.push('', ...block('What is known of it', knownOf(why), style));
  if (item === undefined) lines.push('', ...block('What to do where it is in use', [why.remediation], style));
  if (why.limits.length > 0) lines.push('', ...block('What would tell how it signs in', why.limits, style));
  lines.push(...why.sources.map((source) => style.dim(`  Source: ${clean(source)}`)));
  const notes = notesOf(output);
  if (notes.length > 0) lines.push('', ...noteLines(notes, style));
  return `${lines.join('\n')}\n`;
}

function knownOf(why: AppsWhy): string[] {
  return [
    `Sign-in: ${classWords[why.class]}`,
    ...(why.passkeySince === null ? [] : [`Passkey: ${why.passkeySince}`]),
    ...(why.serverSetting === null ? [] : [`On the server: ${why.serverSetting}`]),
    ...(why.note === null ? [] : [why.note]),
    `This entry is ${confidenceWords[why.confidence]}.`,
  ];
}

function block(title: string, lines: readonly string[], style: Style): string[] {
  return [
    style.bold(title),
    ...lines.flatMap((text) =>
      wrap(clean(text), style.widthChars - 4).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`),
    ),
  ];
}
