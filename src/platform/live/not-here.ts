import type { NativeFacts, Registry } from '../reach.ts';
import { failure } from './outcomes.ts';

/** The registry on systems that have none. */
export const noRegistry: Registry = {
  readTree: async () => failure('not-supported', `no registry on ${process.platform}`),
  askSettings: async () => failure('not-supported', `no registry on ${process.platform}`),
};

/** Native facts where no addon is built for this system. */
export const noNativeFacts: NativeFacts = {
  ask: async () => failure('not-supported', `no native facts on ${process.platform}`),
};
