/** A plain value that may be kept of a structured file. */
export type PlainValue = string | number | boolean;

/**
 * What is wanted of a structured file (JSON, property list). Nothing else of it ever leaves the port, so that what stands
 * beside it (names, addresses, secrets) enters neither facts nor captures.
 */
export type PartsQuestion = {
  /** Names from the top down to an object or list; [] = the document itself. `*` stands for every member at that depth. */
  at: readonly string[];
  /** True: every member there is asked. False: what stands there is itself the one member, with the name ''. */
  each: boolean;
  /** With `each`, only members of these names. */
  names?: readonly string[];
  /** Only members that hold one of these texts under `key`, which is names joined with `/`. */
  only?: { key: string; values: readonly string[] };
  /** What to keep of a member, by names joined with `/`. `presence` keeps no more than whether something stands there. */
  keep: Readonly<Record<string, 'value' | 'presence'>>;
};

/** One member: its name (or place in a list) and what was kept. A wanted value that is not there is absent; one that is not plain is null. */
export type Part = {
  name: string;
  kept: Record<string, PlainValue | PlainValue[] | null>;
};

const MAX_MEMBERS = 20_000;
const MAX_TEXT = 2000;
const MAX_LIST = 5000;

/** Picks the asked parts of a parsed document. What `at` names may be missing: then there is no part. */
export function pickParts(document: unknown, question: PartsQuestion): Part[] {
  const { names, only, keep } = question;
  const membersOf = (place: Record<string, unknown>): [string, unknown][] =>
    question.each ? Object.entries(place) : [['', place]];
  return placesAt(document, question.at)
    .flatMap(membersOf)
    .slice(0, MAX_MEMBERS)
    .filter(([name, member]) => {
      if (question.each && names !== undefined && !names.includes(name)) return false;
      if (only === undefined) return true;
      const mark = under(member, only.key.split('/'));
      return typeof mark === 'string' && only.values.includes(mark);
    })
    .map(([name, member]) => ({ name: name.slice(0, MAX_TEXT), kept: keptOf(member, keep) }));
}

/** Every object or list that `at` leads to. */
function placesAt(document: unknown, at: readonly string[]): Record<string, unknown>[] {
  let places = [document];
  for (const name of at) {
    places = places
      .flatMap((place) =>
        name !== '*' ? [under(place, [name])] : isObject(place) ? Object.values(place) : [],
      )
      .slice(0, MAX_MEMBERS);
  }
  return places.filter(isObject);
}

function keptOf(member: unknown, keep: PartsQuestion['keep']): Part['kept'] {
  const kept = Object.entries(keep).flatMap(([path, how]): [string, Part['kept'][string]][] => {
    const value = path === '' ? member : under(member, path.split('/'));
    if (value === undefined) return [];
    return [[path, how === 'presence' ? isSomething(value) : plainOf(value)]];
  });
  return Object.fromEntries(kept);
}

function under(start: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    start,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof Date)
  );
}

function isSomething(value: unknown): boolean {
  if (value === null || value === '' || value === false || value === 0) return false;
  if (ArrayBuffer.isView(value)) return value.byteLength > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}

function plainOf(value: unknown): PlainValue | PlainValue[] | null {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (!Array.isArray(value)) return null;
  const plain = value.slice(0, MAX_LIST).map(plainOf);
  return plain.every((one) => one !== null && !Array.isArray(one)) ? (plain as PlainValue[]) : null;
}
