import type { Action, ExplainedFinding } from '../../contract/explained.ts';
import type { KeysOutput, ShownKey } from '../../contract/keys.ts';
import type { Severity } from '../../contract/verdict.ts';
import { usbIds } from '../../core/keys/key-name.ts';
import { hasFirmwareColumn, tableLines } from './key-table.ts';
import { keyNotes } from './keys-notes.ts';
import { clean, type Style } from './style.ts';
import { effort, lowerFirst, noteLines } from './verdict.ts';
import { wrap } from './wrap.ts';

/** What a person should read of a key; what settles a verdict or is mere background is in `--json`. */
const worthReading: readonly Severity[] = ['not-applicable', 'block', 'unknown', 'action', 'warn'];
const longestList = 5;
const longestEvidence = 2;

/** Every key and what it needs: answer, table, reasons, notes. Ends with a newline. */
export function renderKeys(output: KeysOutput, style: Style): string {
  const { keys } = output;
  const lines = headLines(output, style);
  if (keys.length > 0) lines.push('', ...tableLines(keys, style));
  for (const block of reasonBlocks(output, style)) lines.push('', ...block);
  if (output.orderSheet) lines.push('', ...orderLines(output.orderSheet.advice, style));
  const notes = keyNotes(output);
  if (notes.length > 0) lines.push('', ...noteLines(notes, style));
  return `${lines.join('\n')}\n`;
}

function headLines({ verdict, keys, looked }: KeysOutput, style: Style): string[] {
  const state = `${style.sign[verdict.state]} Security keys: ${lowerFirst(clean(verdict.stateWord))}`;
  const paint = (text: string) => style.bold(style.state[verdict.state](text));
  const count =
    looked.kind === 'unknown'
      ? 'Whether a key is plugged in could not be told.'
      : keys.length === 0
        ? 'No security key is plugged in, so none was checked.'
        : `${keys.length === 1 ? '1 key is' : `${keys.length} keys are`} plugged in.`;
  return [...wrap(state, style.widthChars).map(paint), ...wrap(count, style.widthChars)];
}

/** First what stands in the way to any key, then each key with its own reasons. */
function reasonBlocks({ verdict, actions, keys }: KeysOutput, style: Style): string[][] {
  const ofKeys = new Set(keys.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const way = verdict.findings.filter(({ rule }) => !ofKeys.has(rule));
  const wayLines = reasonLines(way, actions, style);
  const blocks = keys.map((key) => [
    style.bold(`${clean(key.name)} ${style.dim(`(${clean(key.id)})`)}`),
    ...wrap(aboutKey(key, style), style.widthChars - 2).map((line) => style.dim(`  ${line}`)),
    ...reasonLines(key.findings, key.actions, style, key.name),
    ...(key.state === 'ready' && !key.findings.some(isWorthReading) ? ['  Nothing to do.'] : []),
  ]);
  if (wayLines.length === 0) return blocks;
  return [[style.bold(keys.length === 0 ? 'Why' : 'For every key'), ...wayLines], ...blocks];
}

function aboutKey(key: ShownKey, style: Style): string {
  const { aaguid, vendor, facts } = key;
  const parts = [
    aaguid === null ? null : `AAGUID ${aaguid}`,
    vendor,
    `USB ${usbIds(facts)}`,
    hasFirmwareColumn(style) || key.firmware === null ? null : `firmware ${key.firmware}`,
  ];
  return parts
    .filter((part) => part !== null)
    .map(clean)
    .join(` ${style.dot} `);
}

function isWorthReading({ severity }: ExplainedFinding): boolean {
  return worthReading.includes(severity);
}

/** What stands in the way, with what to do about it. */
export function reasonLines(
  findings: readonly ExplainedFinding[],
  actions: readonly Action[],
  style: Style,
  keyName = '',
): string[] {
  const read = findings.filter(isWorthReading);
  const more = read.length - longestList;
  return [
    ...read.slice(0, longestList).flatMap((finding) => {
      const action = actions.find(({ code }) => code === finding.code);
      const says = `${finding.title} (${finding.code}). ${finding.plain}`;
      return [
        ...hanging('- ', clean(says), 2, style),
        ...seenLines(finding, keyName, style),
        ...(action === undefined ? [] : todoLines(action, style)),
      ];
    }),
    ...(more > 0 ? [`  - and ${more} more (keyready keys --json lists all)`] : []),
  ];
}

/** What the finding rests on; the key's name stands above already. */
function seenLines({ evidence }: ExplainedFinding, keyName: string, style: Style): string[] {
  return evidence.slice(0, longestEvidence).flatMap(({ says }) => {
    const seen = says.startsWith(`${keyName}: `) ? says.slice(keyName.length + 2) : says;
    return hanging('Seen: ', clean(seen), 4, style).map(style.dim);
  });
}

function todoLines(action: Action, style: Style): string[] {
  const step = action.steps[0] ?? action.link ?? '';
  const more = action.steps.length > 1 ? ` All steps: keyready explain ${action.code}` : '';
  return hanging('> ', clean(`${action.title} (${effort(action)}). ${step}${more}`), 4, style);
}

function orderLines(advice: readonly string[], style: Style): string[] {
  return [
    style.bold('Keys that fit this device'),
    ...advice.flatMap((text) => hanging('- ', clean(text), 2, style)),
  ];
}

/** A paragraph behind a mark, its further lines under its first word. */
function hanging(mark: string, text: string, indent: number, style: Style): string[] {
  return wrap(text, style.widthChars - indent - mark.length).map(
    (line, index) => `${' '.repeat(indent)}${index === 0 ? mark : ' '.repeat(mark.length)}${line}`,
  );
}
