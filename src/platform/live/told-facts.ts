import type { NativeFacts, ToldFact } from '../reach.ts';
import { noNativeFacts } from './not-here.ts';
import { success } from './outcomes.ts';

/** What the window's process asked its system for the probes; nothing of it on the command line. */
export type Told = { readonly [Fact in ToldFact]?: boolean };

/** Facts on a system without an addon: those that the window passed on, and no other. */
export function toldFacts(told: Told = {}): NativeFacts {
  return {
    async ask(fact, args) {
      const answer = fact === 'canPromptTouchId' ? told[fact] : undefined;
      return answer === undefined ? noNativeFacts.ask(fact, args) : success(answer);
    },
  };
}
