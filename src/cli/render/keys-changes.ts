import type { KeysEvent } from '../../agent/agent.ts';
import type { KeyChange } from '../../core/keys/key-changes.ts';
import { stateOf } from './key-table.ts';
import { wordsOfKey } from './key-words.ts';
import { reasonLines } from './keys.ts';
import { clean, type Style } from './style.ts';
import { padded, wrap } from './wrap.ts';

const changeWords = { 'plugged-in': 'plugged in', unplugged: 'unplugged', changed: 'changed' } as const;
/** Further lines stand under what follows the time. */
const indent = '00:00:00  '.length;
const wordWidth = Math.max(...Object.values(changeWords).map((word) => word.length));

/** A line for each change, and below a key that is there what it needs. Ends with a newline. */
export function renderKeyChanges(
  { output, changes }: Pick<KeysEvent, 'output' | 'changes'>,
  style: Style,
): string {
  const time = timeOfDay(new Date(output.at));
  const lines = changes.flatMap((change) => {
    const word = 'key' in change ? `${padded(changeWords[change.kind], wordWidth)}  ` : '';
    const [first = '', ...rest] = wrap(
      `${'x'.repeat(word.length)}${inWords(change, style)}`,
      style.widthChars - indent,
    );
    const head = [
      `${style.dim(time)}  ${word}${first.slice(word.length)}`,
      ...rest.map((line) => `${' '.repeat(indent)}${line}`),
    ];
    if (change.kind !== 'plugged-in' && change.kind !== 'changed') return head;
    return [...head, ...reasonLines(change.key.findings, change.key.actions, style, change.key.name)];
  });
  return `${lines.join('\n')}\n`;
}

function inWords(change: KeyChange, style: Style): string {
  if (change.kind === 'lost-sight')
    return `Could not look for keys (${clean(change.why)}); what was plugged in may have changed.`;
  if (change.kind === 'sight-again') return 'Keys can be looked for again.';
  const { key } = change;
  const name = `${clean(key.name)} (${clean(key.id)})`;
  if (change.kind === 'unplugged') return name;
  const { firmware, pin, room } = wordsOfKey(key);
  return `${name}: ${stateOf(key, style)} ${style.dot} firmware ${firmware} ${style.dot} PIN ${pin} ${style.dot} room ${room}`;
}

/** Local time, as the clock on the wall. */
function timeOfDay(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
