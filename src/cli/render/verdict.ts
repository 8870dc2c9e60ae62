import type { Action, ExplainedKind, ExplainedVerdict } from '../../contract/explained.ts';
import type { DeviceReport, PartialReport } from '../../contract/report.ts';
import type { Owner } from '../../contract/verdict.ts';
import { titleOfSignal } from '../../core/assess/signal-name.ts';
import { ageInWords, durationInWords } from './age.ts';
import { dependencyLines } from './scan-dependencies.ts';
import { seenByLines } from './seen-by.ts';
import { clean, type Style } from './style.ts';
import { type Cell, columns, length, wrap } from './wrap.ts';

export type ShownScan = {
  explained: ExplainedVerdict;
  report: DeviceReport;
  partial: PartialReport;
};

const ownerWords: Record<Owner, string> = { person: 'you', it: 'IT', vendor: 'vendor' };
const platformWords = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' } as const;
const longestList = 5;

/** The verdict as an administrator likes to read it: answer, why, what to do, notes. Ends with a newline. */
export function renderVerdict(scan: ShownScan, style: Style, now: Date): string {
  const { explained } = scan;
  const lines = [...headLines(scan, style), '', ...kindLines(explained.kinds, style, now)];
  if (explained.recovery !== undefined && explained.recovery.line !== '')
    lines.push('', ...wrap(clean(explained.recovery.line), style.widthChars));
  if (explained.actions.length > 0) lines.push('', ...actionLines(explained.actions, style));
  const dependencies = dependencyLines(explained.dependencies ?? [], style);
  if (dependencies.length > 0) lines.push('', ...dependencies);
  const seen = seenByLines(scan, style, now);
  if (seen.length > 0) lines.push('', ...seen);
  const notes = notesOf(scan);
  if (notes.length > 0) lines.push('', ...noteLines(notes, style));
  return `${lines.join('\n')}\n`;
}

function headLines(scan: ShownScan, style: Style): string[] {
  const { explained } = scan;
  const headline = clean(explained.headline);
  const sign = style.sign[explained.state];
  const device = aboutDevice(scan, style);
  const paint = (text: string) => style.bold(style.state[explained.state](text));
  const room = style.widthChars - length(sign) - 1 - length(headline);
  const head =
    room >= length(device) + 2
      ? [`${paint(`${sign} ${headline}`)}${' '.repeat(room - length(device))}${style.dim(device)}`]
      : [...wrap(`${sign} ${headline}`, style.widthChars).map(paint), style.dim(device)];
  const summary = clean(explained.summary);
  return summary === '' || summary === headline ? head : [...head, ...wrap(summary, style.widthChars)];
}

function aboutDevice({ report, partial }: ShownScan, style: Style): string {
  const os = report.signals.os;
  const system = os?.kind === 'known' ? os.facts.prettyName : platformWords[report.device.platform];
  const parts = [report.device.name, system, durationInWords(partial.tookMs)];
  return parts.map(clean).join(` ${style.dot} `);
}

function kindLines(kinds: readonly ExplainedKind[], style: Style, now: Date): string[] {
  const meant = kinds.filter((kind) => kind.state !== 'not-applicable' || kind.coveredBy !== undefined);
  const others = kinds.filter((kind) => !meant.includes(kind));
  const rows = meant.map((kind): Cell[] => [
    { text: clean(kind.title) },
    {
      text: `${style.sign[kind.state]} ${lowerFirst(clean(kind.stateWord))}`,
      paint: style.state[kind.state],
    },
    { text: clean([kind.reason, ...standingWords(kind, now)].join('; ')) },
  ]);
  const [word] = others.map((kind) => clean(kind.stateWord));
  if (word === undefined) return columns(rows, style.widthChars);
  const titles = others.map((kind) => clean(kind.title)).join(', ');
  return [...columns(rows, style.widthChars), ...wrapIndented(`${word}: ${titles}`, style).map(style.dim)];
}

/** What takes from a state's weight: `seen 9 days ago`, `less sure: …`. */
function standingWords({ seenAt, lessSure }: ExplainedKind, now: Date): string[] {
  return [
    ...(seenAt === undefined ? [] : [`seen ${ageInWords(new Date(seenAt), now)}`]),
    ...(lessSure === undefined ? [] : [`less sure: ${lessSure}`]),
  ];
}

function actionLines(actions: readonly Action[], style: Style): string[] {
  const shown = actions.slice(0, longestList);
  const rows = shown.map((action, index): Cell[] => [
    { text: String(index + 1), paint: style.bold },
    { text: clean(action.title) },
    { text: effort(action) },
    { text: clean(action.steps[0] ?? action.link ?? '') },
  ]);
  const more = actions.length - shown.length;
  const codes = shown.map((action) => clean(action.code));
  const hint = `All steps: keyready explain ${codes[0] ?? 'CODE'}${codes.length > 1 ? ` (also ${codes.slice(1).join(', ')})` : ''}`;
  return [
    style.bold('Do this'),
    ...columns(rows, style.widthChars),
    ...(more > 0 ? [`  and ${more} more (keyready scan --json lists all)`] : []),
    ...wrapIndented(hint, style).map(style.dim),
  ];
}

/** Who does it, and how long it takes: `you, 2 min`. */
export function effort(action: Action): string {
  const who = ownerWords[action.owner];
  return action.minutes === null ? who : `${who}, ${action.minutes} min`;
}

/** Everything worth a line that is neither a kind nor an action. */
function notesOf({ explained, report, partial }: ShownScan): string[] {
  const notes: string[] = [];
  if (partial.replayOf !== undefined)
    notes.push(
      `Replayed from the capture "${partial.replayOf}", not seen on this machine; nothing of it is kept or sent.`,
    );
  // What is said of programs stands in a list of its own.
  const others = explained.overall.filter(({ rule }) => rule !== 'overall.apps');
  for (const finding of others) notes.push(`${finding.title}: ${finding.plain}`);
  const lost = Object.entries(report.signals).flatMap(([name, observation]) =>
    observation?.kind === 'unknown' && ['timed-out', 'crashed'].includes(observation.reason)
      ? [`${titleOfSignal(name)} (${observation.reason === 'crashed' ? 'broke off' : 'took too long'})`]
      : [],
  );
  if (lost.length > 0) notes.push(`Not everything answered: ${lost.join(', ')}.`);
  return notes;
}

export function noteLines(notes: readonly string[], style: Style): string[] {
  const shown = notes.slice(0, longestList);
  const more = notes.length - shown.length;
  const lines = shown.flatMap((note) =>
    wrap(clean(note), style.widthChars - 4).map((line, index) =>
      index === 0 ? `  - ${line}` : `    ${line}`,
    ),
  );
  return [style.bold('Good to know'), ...lines, ...(more > 0 ? [`  - and ${more} more`] : [])];
}

function wrapIndented(text: string, style: Style): string[] {
  return wrap(text, style.widthChars - 2).map((line) => `  ${line}`);
}

/** `One step left` stands in the middle of a row here; names such as `IT` keep their case. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
