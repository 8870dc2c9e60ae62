import type { ReachProblem, Registry } from '../reach.ts';
import { askRegistry } from '../settings/ask-registry.ts';
import { failure, success } from './outcomes.ts';
import type { LoadedAddon } from './windows-addon.ts';

/** Win32 errors by what they mean: https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499- and …--1000-1299- */
const problemOfError: Record<number, ReachProblem> = {
  2: 'not-found',
  3: 'not-found',
  5: 'denied',
  // ERROR_KEY_DELETED
  1018: 'not-found',
};

/** The registry through the addon; `not-supported` when there is none. */
export function windowsRegistry(loaded: LoadedAddon): Registry {
  const { addon } = loaded;
  const reason = addon === null ? loaded.reason : '';
  const readTree: Registry['readTree'] = async (root, path, question) => {
    if (addon === null) return failure('not-supported', reason);
    try {
      const answer = await addon.readRegistry(root, path, question);
      if ('tooLarge' in answer) return failure('too-large');
      if ('key' in answer) return success(answer.key);
      return failure(problemOfError[answer.result] ?? 'unreadable', `error ${answer.result}`);
    } catch (error) {
      return failure('unreadable', error instanceof Error ? error.message : 'unknown error');
    }
  };
  return {
    readTree,
    askSettings: (root, path, view, questions) => askRegistry(readTree, root, path, view, questions),
  };
}
