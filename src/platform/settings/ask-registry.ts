import { mayBeSecret } from '../../contract/catalogue-checks.ts';
import type { Matcher, When } from '../../contract/settings-test.ts';
import type { Outcome, Registry, SettingsAnswers } from '../reach.ts';
import type { RegistryKey, RegistryQuestion, RegistryRoot, RegistryValue } from '../windows/registry.ts';
import { answerQuestions, type SettingsQuestion } from './answer-questions.ts';
import { sumAnswers } from './ask-places.ts';
import { branch, leaf, nameTest, type SettingsNode, TooMuchError } from './settings-node.ts';

/** Asks every key that the path matches. Names of keys that a star stands for go no further. */
export async function askRegistry(
  readTree: Registry['readTree'],
  root: RegistryRoot,
  path: string,
  view: '64' | '32',
  questions: readonly SettingsQuestion[],
): Promise<Outcome<SettingsAnswers>> {
  const names = path.split('\\');
  const firstStar = names.indexOf('*');
  const fixed = firstStar === -1 ? names : names.slice(0, firstStar);
  const open = names.slice(fixed.length);
  const asked = questions.flatMap(valuesOf);
  const below = Math.max(0, ...asked.map((one) => one.keys.length));
  const read = await readTree(root, fixed.join('\\'), {
    ...namesOf(asked),
    depth: open.length + below,
    view,
  });
  if (!read.ok) return read;
  const { keys, closed: closedAbove } = keysAt(read.value, open);
  const looked = asked.map((one) => one.keys);
  const closed = closedAbove + keys.reduce((sum, key) => sum + closedBelow(key, looked), 0);
  if (keys.length === 0 && closed === 0) return { ok: false, problem: 'not-found' };
  try {
    const value: SettingsAnswers = {
      files: keys.length,
      answers: sumAnswers(keys.map((key) => answerQuestions(nodeOf('', key), questions))),
      unread: closed === 0 ? [] : [{ problem: 'denied', count: closed }],
      changedLately: false,
    };
    return { ok: true, value };
  } catch (error) {
    if (error instanceof TooMuchError) return { ok: false, problem: 'too-large', detail: error.message };
    throw error;
  }
}

/** `keys` below which it stands, by their names or patterns; `name` `*` where that is open. */
type AskedValue = { keys: readonly string[]; name: string; onlyPresence: boolean };

/** Every value a question looks at. */
function valuesOf({ each, only, cases }: SettingsQuestion): AskedValue[] {
  const front = each === undefined ? [] : each.split('/');
  return [only, ...cases.map(({ when }) => when)].flatMap(matchersOf).map(([path, { present }]) => {
    const names = path === '.' ? front : [...front, ...path.split('/')];
    const last = names.at(-1) ?? '';
    return {
      // What `.` stands for may be a key as well.
      keys: path === '.' ? names : names.slice(0, -1),
      name: last.endsWith('*') ? '*' : last.toLowerCase(),
      onlyPresence: present !== undefined,
    };
  });
}

function matchersOf(when: When | undefined): [string, Matcher][] {
  if (when === undefined) return [];
  return Array.isArray(when) ? when.flatMap((one) => Object.entries(one)) : Object.entries(when);
}

/** A name that is only ever asked for its presence is read by its size alone: what is never read cannot get out. */
function namesOf(asked: readonly AskedValue[]): Pick<RegistryQuestion, 'values' | 'presence'> {
  const read = new Set(asked.flatMap(({ name, onlyPresence }) => (onlyPresence ? [] : [name])));
  const sized = new Set(asked.flatMap(({ name }) => (read.has(name) ? [] : [name])));
  if (read.has('*')) return { values: '*', presence: [...sized] };
  return { values: [...read], presence: sized.has('*') ? '*' : [...sized] };
}

function keysAt(key: RegistryKey, open: readonly string[]): { keys: RegistryKey[]; closed: number } {
  let keys = [key];
  let closed = 0;
  for (const name of open) {
    const next: RegistryKey[] = [];
    for (const [spelled, below] of keys.flatMap((one) => Object.entries(one.keys))) {
      if (name !== '*' && spelled.toLowerCase() !== name.toLowerCase()) continue;
      if ('problem' in below) closed += 1;
      else next.push(below);
    }
    keys = next;
  }
  return { keys, closed };
}

/** Keys that a question would have looked into, had they been readable. */
function closedBelow(key: RegistryKey, paths: readonly (readonly string[])[]): number {
  let closed = 0;
  for (const [spelled, below] of Object.entries(key.keys)) {
    const inside = paths.flatMap(([name, ...further]) => {
      if (name === undefined) return [];
      return name === '**' ? [[name, ...further]] : nameTest(name)(spelled) ? [further] : [];
    });
    if (inside.length === 0) continue;
    closed += 'problem' in below ? 1 : closedBelow(below, inside);
  }
  return closed;
}

function nodeOf(name: string, key: RegistryKey): SettingsNode {
  const values = Object.entries(key.values).map(([one, value]) => leaf(one, textOf(one, value)));
  const keys = Object.entries(key.keys).flatMap(([one, below]) =>
    'problem' in below ? [] : [nodeOf(one, below)],
  );
  return branch(name, [...values, ...keys]);
}

/**
 * Null: it is there, and nothing more is known. A number 0 where a name or a secret would stand says that there is none: `UserName` of a mapped drive
 * without an account of its own.
 */
function textOf(name: string, value: RegistryValue): string | null {
  const isZero =
    value.type === 'presence' ? value.data === 'zero' : value.type === 'number' && value.data === 0;
  if (isZero && mayBeSecret(name)) return '';
  if (value.type === 'presence') return value.data === 'empty' ? '' : null;
  if (value.type === 'texts') return value.data.join('\n');
  if (value.type === 'binary') return utf16In(value.data) ?? value.data;
  return String(value.data);
}

/**
 * Text that a program kept as bytes, as Outlook does with servers of its accounts; null where the bytes are none:
 * https://github.com/rapid7/metasploit-framework/blob/master/modules/post/windows/gather/credentials/outlook.rb
 */
function utf16In(hex: string): string | null {
  if (hex === '' || hex.length % 4 !== 0) return null;
  const units = hex.match(/.{4}/g) ?? [];
  const text = units
    .map((unit) => String.fromCharCode(Number.parseInt(unit.slice(2) + unit.slice(0, 2), 16)))
    .join('');
  const ended = text.endsWith('\0') ? text.slice(0, -1) : text;
  return /^[\x20-\x7e]+$/.test(ended) ? ended : null;
}
