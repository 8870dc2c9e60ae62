import { mayBeSecret } from '../../contract/catalogue-checks.ts';
import type { When } from '../../contract/settings-test.ts';
import type { Outcome, Registry, SettingsAnswers } from '../reach.ts';
import type { RegistryKey, RegistryRoot, RegistryValue } from '../windows/registry.ts';
import { answerQuestions, type SettingsQuestion } from './answer-questions.ts';
import { sumAnswers } from './ask-places.ts';
import { branch, leaf, type SettingsNode, TooMuchError } from './settings-node.ts';

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
  const paths = questions.flatMap(pathsOf);
  const below = Math.max(0, ...paths.map((one) => one.split('/').length - 1));
  const read = await readTree(root, fixed.join('\\'), {
    values: valueNames(paths),
    depth: open.length + below,
    view,
  });
  if (!read.ok) return read;
  const { keys, closed } = keysAt(read.value, open);
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

/** Every path a question looks at, from the key. */
function pathsOf({ each, only, cases }: SettingsQuestion): string[] {
  const front = each === undefined ? '' : `${each}/`;
  return [only, ...cases.map(({ when }) => when)].flatMap((when) =>
    namesIn(when).map((name) => front + name),
  );
}

function namesIn(when: When | undefined): string[] {
  if (when === undefined) return [];
  return Array.isArray(when) ? when.flatMap((one) => Object.keys(one)) : Object.keys(when);
}

/** The last names; one that is open asks for all. */
function valueNames(paths: readonly string[]): string[] | '*' {
  const names = [...new Set(paths.map((path) => path.split('/').at(-1) ?? ''))];
  return names.some((name) => name.includes('*')) ? '*' : names;
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

function nodeOf(name: string, key: RegistryKey): SettingsNode {
  const values = Object.entries(key.values).map(([one, value]) => leaf(one, textOf(one, value)));
  const keys = Object.entries(key.keys).flatMap(([one, below]) =>
    'problem' in below ? [] : [nodeOf(one, below)],
  );
  return branch(name, [...values, ...keys]);
}

/** A number 0 where a name or a secret would stand says that there is none: `UserName` of a mapped drive without an account of its own. */
function textOf(name: string, value: RegistryValue): string {
  if (value.type === 'number' && value.data === 0 && mayBeSecret(name)) return '';
  if (value.type === 'texts') return value.data.join('\n');
  return String(value.data);
}
