import type { PasswordDependencies, PasswordDependency } from '../../src/contract/password-dependencies.ts';
import { judgeDependencies } from '../../src/core/assess/dependencies/judge-dependencies.ts';
import { deviceWith, type Entry, groundsWith, type Sight } from './dependency-grounds.ts';

/** What the judge makes of a device under a catalogue of these entries. */
export function judge(entries: Entry[], sight: Sight): PasswordDependencies {
  return judgeDependencies(deviceWith(sight), groundsWith(entries));
}

/** The one dependency that is expected; throws where there are none or more. */
export function one(about: Entry, sight: Sight): PasswordDependency {
  const [item, ...more] = judge([about], sight).items;
  if (item === undefined || more.length > 0) throw new Error('expected one dependency');
  return item;
}

/** `needs-password/proven`. */
export function brief({ answer, grade }: PasswordDependency): string {
  return `${answer}/${grade}`;
}
