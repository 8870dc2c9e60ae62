import type { GetInfoFacts } from '../../contract/facts/get-info.ts';
import type { Reading } from '../../contract/observation.ts';

type Member = keyof GetInfoFacts & string;

/** As many faulty members as facts can name: beyond them others may be left out, so nothing absent is taken for absent. */
const LIST_FULL = 100;

/**
 * Was it there, but of the wrong type? Then its absence among the facts says nothing. Facts name members as the specification does,
 * which differs from our names in case only (`forcePINChange`), and options as `options.<id>`.
 */
function isFaulty({ faultyMembers = [] }: GetInfoFacts, ...names: readonly string[]): boolean {
  if (faultyMembers.length >= LIST_FULL) return true;
  const wanted = names.map((name) => name.toLowerCase());
  return faultyMembers.some((name) => wanted.includes(name.toLowerCase()));
}

/** A member of getInfo: its value, null where the key left it out, unknown where it was there and could not be used. */
export function memberOf<Name extends Member>(
  info: GetInfoFacts,
  name: Name,
): Reading<NonNullable<GetInfoFacts[Name]> | null> {
  const value = info[name] ?? null;
  if (value === null && isFaulty(info, name)) {
    return { kind: 'unknown', reason: 'malformed', detail: `member ${name}` };
  }
  return { kind: 'known', value };
}

/** An option of getInfo: true, false, or null where the key left it out (which is not the same as false). */
export function optionOf(info: GetInfoFacts, option: string): Reading<boolean | null> {
  const options = info.options ?? {};
  const value = Object.hasOwn(options, option) ? (options[option] ?? null) : null;
  if (value === null && isFaulty(info, 'options', `options.${option}`)) {
    return { kind: 'unknown', reason: 'malformed', detail: `option ${option}` };
  }
  return { kind: 'known', value };
}
