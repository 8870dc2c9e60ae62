import type { AppsOutput } from '../../contract/cli.ts';
import { groupOfDependency } from '../../contract/dependency-group.ts';
import type { ExplainedDependency } from '../../contract/password-dependencies.ts';
import type { VerdictState } from '../../contract/verdict.ts';
import { lookOf } from './dependency-look.ts';
import { clean, type Style } from './style.ts';
import { lowerFirst, noteLines } from './verdict.ts';
import { length, padded, wrap } from './wrap.ts';

const gapChars = 2;
const narrowestNameChars = 16;
const longestEvidence = 3;

type Item = ExplainedDependency;

/** What still needs a password: answer, table with proof, what is apart, notes. Ends with a newline. */
export function renderApps(output: AppsOutput, style: Style): string {
  const { explained } = output;
  const { open = [], untold = [], settled: others = [] } = Object.groupBy(explained, groupOfDependency);
  const own = others.filter(({ answer }) => answer === 'own-account');
  const settled = others.filter(({ answer }) => answer !== 'own-account');
  const lines = headLines(output, style);
  if (open.length > 0) lines.push('', ...tableLines(open, style));
  if (untold.length > 0)
    lines.push('', ...listLines('Installed, and nothing tells how they sign in', untold, style));
  if (open.length + untold.length > 0) lines.push('', ...moreLines([...open, ...untold], style));
  if (own.length > 0)
    lines.push('', ...listLines('With accounts of their own, outside the rollout', own, style));
  if (settled.length > 0) lines.push('', ...listLines('Need no password', settled, style));
  const notes = notesOf(output);
  if (notes.length > 0) lines.push('', ...noteLines(notes, style));
  return `${lines.join('\n')}\n`;
}

function headLines({ explained, dependencies }: AppsOutput, style: Style): string[] {
  const { open = [], untold = [] } = Object.groupBy(explained, groupOfDependency);
  const by = (state: VerdictState) => open.filter((item) => lookOf(item) === state).length;
  const [failing, asking, unsure] = [by('blocked'), by('ready-after-action'), by('unknown')];
  const proven = open.filter((item) => lookOf(item) === 'blocked' && item.grade === 'proven').length;
  const isPartial = dependencies.gaps.length > 0;
  const sure = [
    proven === 0 ? null : `${proven} proven`,
    proven === failing ? null : `${failing - proven} likely`,
  ];
  const [state, text]: [VerdictState, string] =
    failing > 0
      ? [
          'blocked',
          `${these(failing)} ${failing === 1 ? 'fails' : 'fail'} when passwords end: ${sure.filter((part) => part !== null).join(', ')}`,
        ]
      : asking > 0
        ? ['ready-after-action', `${these(asking)} ${asking === 1 ? 'depends' : 'depend'} on a server: ask`]
        : unsure > 0
          ? ['unknown', `${these(unsure)} may need a password`]
          : untold.length > 0
            ? ['unknown', `No setting here proves a password; ${these(untold.length)} could use one`]
            : isPartial
              ? ['unknown', 'Whether something here needs a password could not be told']
              : ['ready', 'Nothing was found here that needs a company password'];
  const rest = [
    failing > 0 && asking > 0 ? `${asking} more ${asking === 1 ? 'depends' : 'depend'} on a server` : null,
    failing + asking > 0 && unsure > 0 ? `${unsure} could not be told for sure` : null,
  ].filter((part) => part !== null);
  return [
    ...wrap(`${style.sign[state]} ${text}`, style.widthChars).map((line) =>
      style.bold(style.state[state](line)),
    ),
    ...(rest.length === 0 ? [] : wrap(`${rest.join('; ')}.`, style.widthChars)),
  ];
}

function these(count: number): string {
  return count === 1 ? '1 app or connection here' : `${count} apps or connections here`;
}

/** One row for each, with what was found under it; the name wraps. Too narrow for that: one card for each. */
function tableLines(items: readonly Item[], style: Style): string[] {
  const titles = ['PROGRAM', 'ANSWER', 'HOW SURE', 'HERE'];
  const rows = items.map((item) => [
    clean(item.name),
    `${style.sign[lookOf(item)]} ${lowerFirst(clean(item.title))}`,
    lowerFirst(clean(item.gradeWord)),
    lowerFirst(clean(item.presenceWord)),
  ]);
  const widths = titles.map((title, at) =>
    Math.max(length(title), ...rows.map((row) => length(row[at] ?? ''))),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + gapChars + width, gapChars);
  const nameChars = Math.min(widths[0] ?? 0, style.widthChars - others);
  const isTable = nameChars >= Math.min(widths[0] ?? 0, narrowestNameChars);
  widths[0] = nameChars;
  const gap = ' '.repeat(gapChars);
  const head = titles.map((title, at) => padded(title, widths[at] ?? 0)).join(gap);
  return [
    ...(isTable ? [style.dim(`  ${head}`.trimEnd())] : []),
    ...items.flatMap((item, at) => {
      const [name = '', answer = '', ...sure] = rows[at] ?? [];
      const paint = style.state[lookOf(item)];
      if (!isTable) {
        const card = [
          ...wrap(name, style.widthChars - 2).map((line) => `  ${style.bold(line)}`),
          ...wrap(`${answer} ${style.dot} ${sure.join(` ${style.dot} `)}`, style.widthChars - 4).map(
            (line) => `    ${paint(line)}`,
          ),
        ];
        return [...card, ...foundLines(item, style)];
      }
      const [first = '', ...rest] = wrap(name, nameChars);
      const tail = sure.map((text, index) => padded(text, widths[index + 2] ?? 0)).join(gap);
      const row = `  ${padded(first, nameChars)}${gap}${paint(padded(answer, widths[1] ?? 0))}${gap}${tail}`;
      return [row.trimEnd(), ...rest.map((line) => `  ${line}`), ...foundLines(item, style)];
    }),
  ];
}

function foundLines(item: Item, style: Style): string[] {
  const shown = item.evidence.slice(0, longestEvidence);
  const more = item.evidence.length - shown.length;
  const lines = [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    // What ends concerns those that it would stop; of the others --why tells it.
    ...(lookOf(item) === 'blocked' ? item.ends.map((end) => `Date: ${end}`) : []),
  ];
  return lines.flatMap((text) =>
    wrap(clean(text), style.widthChars - 6).map((line, at) =>
      style.dim(`${at === 0 ? '    - ' : '      '}${line}`),
    ),
  );
}

/** Where to read on, with the words that the command takes. */
function moreLines(items: readonly Item[], style: Style): string[] {
  const ids = items.map(({ entry }) => clean(entry)).join(', ');
  const text = `What to do: keyready apps --why ID, with ID one of ${ids}`;
  return wrap(text, style.widthChars - 2).map((line) => style.dim(`  ${line}`));
}

function listLines(title: string, items: readonly Item[], style: Style): string[] {
  return [
    ...wrap(title, style.widthChars).map(style.bold),
    ...items.flatMap((item) => {
      const [seen] = item.evidence;
      const told =
        seen === undefined || groupOfDependency(item) === 'untold' ? lowerFirst(item.presenceWord) : seen;
      const text = `${item.name}: ${item.answer === 'own-account' ? '' : `${lowerFirst(item.title)}, `}${told}`;
      return wrap(clean(text), style.widthChars - 4).map(
        (line, at) => `${at === 0 ? '  - ' : '    '}${line}`,
      );
    }),
  ];
}

/** What limits the answer as a whole. */
export function notesOf({ replayOf, notes, dependencies }: AppsOutput): string[] {
  return [
    ...(replayOf === undefined ? [] : [`Replayed from the capture "${replayOf}", not seen on this machine.`]),
    ...notes,
    ...(dependencies.othersNotInspected === null
      ? ['How many other people use this device, and what their settings say, is not known.']
      : []),
  ];
}
