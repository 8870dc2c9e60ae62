import type { GetInfoFacts } from '../../contract/facts/get-info.ts';
import type { Reading } from '../../contract/observation.ts';

type Member = keyof GetInfoFacts & string;

/** Was this member there, but of the wrong type? Then its absence among the facts says nothing. */
export function isFaulty(info: GetInfoFacts, member: Member): boolean {
  return (info.faultyMembers ?? []).some((name) => name === member || name.startsWith(`${member}.`));
}

/** A member of getInfo: its value, null where the key left it out, unknown where it was there and could not be used. */
export function memberOf<Name extends Member>(
  info: GetInfoFacts,
  name: Name,
): Reading<NonNullable<GetInfoFacts[Name]> | null> {
  if (isFaulty(info, name)) return { kind: 'unknown', reason: 'malformed', detail: `member ${name}` };
  return { kind: 'known', value: info[name] ?? null };
}

/** An option of getInfo: true, false, or null where the key left it out (which is not the same as false). */
export function optionOf(info: GetInfoFacts, option: string): Reading<boolean | null> {
  const faulty = (info.faultyMembers ?? []).some(
    (name) => name === 'options' || name === `options.${option}`,
  );
  if (faulty) return { kind: 'unknown', reason: 'malformed', detail: `option ${option}` };
  const options = info.options ?? {};
  return { kind: 'known', value: Object.hasOwn(options, option) ? (options[option] ?? null) : null };
}
