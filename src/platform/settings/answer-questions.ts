import { compareVersions } from 'compare-versions';
import type { Matcher, SettingsTest, When } from '../../contract/settings-test.ts';
import { type Looks, looksPerFile, nodesAt, type SettingsNode, TooMuchError } from './settings-node.ts';

/** A test of the catalogue as a file is asked it; `id` = `entry/test`. */
export type SettingsQuestion = Pick<SettingsTest, 'each' | 'only'> & {
  id: string;
  cases: readonly Pick<SettingsTest['cases'][number], 'id' | 'when'>[];
};

/** How many items were which case; `case` null: none fitted. */
export type SettingsAnswer = {
  id: string;
  cases: { case: string | null; count: number; proof: string[] }[];
};

const MOST_ITEMS = 5000;
/** Settings that are named as proof of one case. */
export const MOST_PROOFS = 8;

/**
 * The one place where a file of settings turns into something that may leave: counts, and words that the question itself said. A value that no
 * matcher names stays behind whatever it is called, so no password, account, host or path can be in an answer.
 * Throws {@link TooMuchError} where there is more than it looks through.
 */
export function answerQuestions(
  root: SettingsNode,
  questions: readonly SettingsQuestion[],
): SettingsAnswer[] {
  const looks = looksPerFile();
  return questions.map(({ id, each, only, cases }) => {
    const tally = new Map<string | null, { count: number; proof: Set<string> }>();
    const items = each === undefined ? [root] : nodesAt(root, each, looks);
    if (items.length > MOST_ITEMS) throw new TooMuchError(`over ${MOST_ITEMS} items`);
    for (const item of items) {
      if (only !== undefined && fits(item, only, looks) === null) continue;
      const met = firstThatFits(item, cases, looks);
      const seen = tally.get(met.case) ?? { count: 0, proof: new Set<string>() };
      seen.count += 1;
      for (const words of met.proof) if (seen.proof.size < MOST_PROOFS) seen.proof.add(words);
      tally.set(met.case, seen);
    }
    return {
      id,
      cases: [...tally].map(([of, { count, proof }]) => ({ case: of, count, proof: [...proof] })),
    };
  });
}

function firstThatFits(
  item: SettingsNode,
  cases: SettingsQuestion['cases'],
  looks: Looks,
): { case: string | null; proof: string[] } {
  for (const { id, when } of cases) {
    const proof = fits(item, when, looks);
    if (proof !== null) return { case: id, proof };
  }
  return { case: null, proof: [] };
}

/** The words that prove it, or null where it does not fit. */
function fits(item: SettingsNode, when: When, looks: Looks): string[] | null {
  if (Array.isArray(when)) {
    for (const one of when) {
      const proof = fits(item, one, looks);
      if (proof !== null) return proof;
    }
    return null;
  }
  const proof: string[] = [];
  for (const [path, matcher] of Object.entries(when)) {
    const words = match(nodesAt(item, path, looks), matcher);
    if (words === null) return null;
    // That the item itself is there needs no words: it was found.
    if (path !== '.' || matcher.present !== true) proof.push(`${shortName(path)}${words}`);
  }
  return proof;
}

function shortName(path: string): string {
  const name = path.split('/').findLast((part) => part !== '*' && part !== '**' && part !== '.');
  return name ?? 'value';
}

function match(nodes: readonly SettingsNode[], matcher: Matcher): string | null {
  if (matcher.present !== undefined) {
    const stands = nodes.some(({ value }) => value !== '');
    if (stands !== matcher.present) return null;
    return stands ? ' is set' : ' is not set';
  }
  const values = nodes.flatMap(({ value }) => (value === null ? [] : [value.trim().toLowerCase()]));
  const word = (words: readonly string[] | undefined, same: (value: string, word: string) => boolean) =>
    words?.find((one) => values.some((value) => same(value, one.toLowerCase())));
  const { is, isNot, startsWith, endsWith, contains, below, atLeast } = matcher;
  const exact = word(is, (value, one) => value === one);
  if (exact !== undefined) return `=${exact}`;
  if (
    isNot !== undefined &&
    values.some((value) => value !== '' && !isNot.some((one) => one.toLowerCase() === value))
  )
    return ` is set, and not to ${isNot.join(' or ')}`;
  const start = word(startsWith, (value, one) => value.startsWith(one));
  if (start !== undefined) return `=${start}…`;
  const end = word(endsWith, (value, one) => value.endsWith(one));
  if (end !== undefined) return `=…${end}`;
  const part = word(contains, (value, one) => value.includes(one));
  if (part !== undefined) return ` contains ${part}`;
  if (below !== undefined && values.some((value) => orderOf(value, below) === -1)) return ` below ${below}`;
  if (atLeast !== undefined && values.some((value) => (orderOf(value, atLeast) ?? -1) >= 0))
    return ` at least ${atLeast}`;
  return null;
}

/** -1, 0 or 1; null where the text does not begin like a version. */
function orderOf(value: string, limit: string): number | null {
  const numbers = /^v?(\d{1,9}(\.\d{1,9}){0,5})/.exec(value)?.[1];
  return numbers === undefined ? null : compareVersions(numbers, limit);
}
