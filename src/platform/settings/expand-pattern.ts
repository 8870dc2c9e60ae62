import type { Outcome, ReachProblem } from '../reach.ts';

/** Files one pattern may lead to; those beyond are left out and told as `too-large`. */
const MOST_FILES = 500;
const MOST_DEPTH = 6;
/** Places looked at below one `**`. */
const MOST_PLACES = 2000;

/** Paths a pattern leads to, and what kept it from leading to more. */
type Expanded = { paths: string[]; missed: { problem: ReachProblem; detail?: string }[] };
/** Names in a folder. */
export type Lister = (folder: string) => Promise<Outcome<string[]>>;

/**
 * Paths that a pattern may mean: `*` stands for any part of one name, a last `**` for every file below. Without either the path itself, whether or not it
 * stands there. A folder that is missing leads nowhere; one that may not be listed is told, and the others count all the same.
 */
export async function expandPattern(list: Lister, pattern: string): Promise<Expanded> {
  const separator = /^([A-Za-z]:|\\)\\/.test(pattern) ? '\\' : '/';
  const missed: Expanded['missed'] = [];
  const [root = '', ...names] = pattern.split(separator);
  let places = [root];
  for (const name of names) {
    const next: string[] = [];
    for (const place of places) {
      if (name === '**') next.push(...(await filesBelow(list, place, separator, missed)));
      else if (name.includes('*')) {
        const listed = await list(place === '' || place.endsWith(':') ? `${place}${separator}` : place);
        if (!listed.ok && listed.problem !== 'not-found') missed.push(withoutOk(listed));
        const fits = nameFilter(name);
        for (const one of listed.ok ? listed.value : [])
          if (fits(one)) next.push(`${place}${separator}${one}`);
      } else next.push(`${place}${separator}${name}`);
      if (next.length > MOST_FILES) {
        missed.push({ problem: 'too-large', detail: `over ${MOST_FILES} files` });
        break;
      }
    }
    places = next.slice(0, MOST_FILES);
    if (name === '**') break;
  }
  return { paths: places, missed };
}

function withoutOk({
  problem,
  detail,
}: {
  problem: ReachProblem;
  detail?: string;
}): Expanded['missed'][number] {
  return detail === undefined ? { problem } : { problem, detail };
}

/** `*.rdp`: a name on disk against a name with stars, upper or lower case. A dot at the beginning has to be said. */
function nameFilter(pattern: string): (name: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  const [first = '', ...more] = parts;
  const last = more.pop() ?? '';
  return (name) => {
    const lower = name.toLowerCase();
    if (lower.startsWith('.') && !first.startsWith('.')) return false;
    if (!lower.startsWith(first) || !lower.endsWith(last)) return false;
    let at = first.length;
    for (const part of more) {
      const found = lower.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= lower.length - last.length;
  };
}

/** Whether something is a folder is not asked: what cannot be listed is taken for a file, and reading tells. */
async function filesBelow(
  list: Lister,
  folder: string,
  separator: string,
  missed: Expanded['missed'],
): Promise<string[]> {
  const files: string[] = [];
  let level = [folder];
  for (let depth = 0; depth <= MOST_DEPTH && level.length > 0; depth++) {
    const deeper: string[] = [];
    for (const path of level) {
      const listed = await list(path);
      if (listed.ok) for (const name of listed.value) deeper.push(`${path}${separator}${name}`);
      else if (listed.problem !== 'not-found') missed.push(withoutOk(listed));
      else if (depth > 0) files.push(path);
      if (files.length + deeper.length > MOST_PLACES) {
        missed.push({ problem: 'too-large', detail: `over ${MOST_PLACES} places` });
        return files;
      }
    }
    level = deeper;
  }
  if (level.length > 0) missed.push({ problem: 'too-large', detail: `over ${MOST_DEPTH} levels` });
  return files;
}
