import { groupOfDependency } from '../../contract/dependency-group.ts';
import type { ExplainedDependency } from '../../contract/password-dependencies.ts';
import { lookOf } from './dependency-look.ts';
import { clean, type Style } from './style.ts';
import { type Cell, columns, wrap } from './wrap.ts';

const mostShown = 3;

/**
 * The worst of what still needs a password, and where all of it stands; empty where nothing has to be dealt with. What is only installed and tells nothing is
 * counted, not named.
 */
export function dependencyLines(dependencies: readonly ExplainedDependency[], style: Style): string[] {
  const { open = [], untold = [] } = Object.groupBy(dependencies, groupOfDependency);
  if (open.length + untold.length === 0) return [];
  const shown = open.slice(0, mostShown);
  const more = open.length - shown.length;
  const rows = shown.map((item): Cell[] => [
    { text: clean(item.name) },
    { text: `${style.sign[lookOf(item)]} ${clean(item.title)}`, paint: style.state[lookOf(item)] },
    { text: clean([item.gradeWord, item.evidence[0]].filter((part) => part !== undefined).join(': ')) },
  ]);
  const rest = [
    more > 0 ? `And ${more} more. ` : '',
    untold.length > 0
      ? `${untold.length} installed ${untold.length === 1 ? 'program may' : 'programs may'}; nothing tells. `
      : '',
  ].join('');
  const hint = `${rest}All, with proof and what to do: keyready apps`;
  return [
    style.bold('What still needs a password'),
    ...columns(rows, style.widthChars),
    ...wrap(hint, style.widthChars - 2).map((line) => style.dim(`  ${line}`)),
  ];
}
