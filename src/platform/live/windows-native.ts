import type { NativeFacts } from '../reach.ts';
import { failure, success } from './outcomes.ts';
import type { LoadedAddon } from './windows-addon.ts';

/** Facts of the addon as it answers them; `not-supported` when there is none. */
export function windowsNative(loaded: LoadedAddon): NativeFacts {
  const { addon } = loaded;
  if (addon === null) return { ask: async () => failure('not-supported', loaded.reason) };
  // How many texts a fact takes is checked by the addon.
  const facts = addon as unknown as Record<string, (...args: readonly string[]) => Promise<unknown>>;
  return {
    async ask(fact, args = []) {
      try {
        const answer = facts[fact];
        return answer === undefined
          ? failure('not-supported', `no ${fact} on Windows`)
          : success(await answer(...args));
      } catch (error) {
        return failure('unreadable', error instanceof Error ? error.message : 'unknown error');
      }
    },
  };
}
