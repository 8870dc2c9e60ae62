import type { Outcome } from '../reach.ts';
import type { SettingsDisk } from './settings-disk.ts';

/** Files one pattern may lead to; those beyond are left out and told as `too-large`. */
const MOST_FILES = 500;
const MOST_DEPTH = 6;

/**
 * Paths that a pattern may mean: `*` stands for any part of one name, a last `**` for every file below. Without either the path itself, whether or not it
 * stands there. A folder that is missing leads nowhere.
 */
export async function expandPattern(
  disk: Pick<SettingsDisk, 'list'>,
  pattern: string,
): Promise<Outcome<string[]>> {
  const separator = /^[A-Za-z]:\\/.test(pattern) ? '\\' : '/';
  const [root = '', ...names] = pattern.split(separator);
  let places = [root];
  for (const [at, name] of names.entries()) {
    const next: string[] = [];
    for (const place of places) {
      if (name === '**') {
        const below = await filesBelow(disk, place, separator);
        if (!below.ok) return below;
        next.push(...below.value);
      } else if (name.includes('*')) {
        const listed = await disk.list(place === '' ? separator : place);
        if (!listed.ok && listed.problem !== 'not-found') return listed;
        const fits = nameFilter(name);
        next.push(...(listed.ok ? listed.value : []).filter(fits).map((one) => `${place}${separator}${one}`));
      } else next.push(`${place}${separator}${name}`);
      if (next.length > MOST_FILES)
        return { ok: false, problem: 'too-large', detail: `over ${MOST_FILES} files` };
    }
    places = next;
    if (at === names.length - 1) break;
  }
  return places.length === 0 ? { ok: false, problem: 'not-found' } : { ok: true, value: places };
}

/** `*.rdp`: a name on disk against a name with stars, upper or lower case. A dot at the beginning has to be said. */
export function nameFilter(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 'is');
  return (name) => whole.test(name) && (pattern.startsWith('.') || !name.startsWith('.'));
}

/** Whether something is a folder is not asked: what cannot be listed is taken for a file, and reading tells. */
async function filesBelow(
  disk: Pick<SettingsDisk, 'list'>,
  folder: string,
  separator: string,
): Promise<Outcome<string[]>> {
  const top = await disk.list(folder);
  if (!top.ok) return top;
  const files: string[] = [];
  let level = top.value.map((name) => `${folder}${separator}${name}`);
  for (let depth = 0; depth < MOST_DEPTH && level.length > 0; depth++) {
    const deeper: string[] = [];
    for (const path of level) {
      const listed = await disk.list(path);
      if (listed.ok) deeper.push(...listed.value.map((name) => `${path}${separator}${name}`));
      else files.push(path);
      if (files.length + deeper.length > MOST_FILES * 4)
        return { ok: false, problem: 'too-large', detail: `over ${MOST_FILES} files` };
    }
    level = deeper;
  }
  return { ok: true, value: files.slice(0, MOST_FILES) };
}
