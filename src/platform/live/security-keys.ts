import { randomBytes } from 'node:crypto';
import { askKey } from '../../ctap/ask-key.ts';
import type { KeyProblem } from '../../ctap/key-answers.ts';
import { openNodeHid } from '../../ctap/node-hid-transport.ts';
import type { KeyTransport } from '../../ctap/transport.ts';
import type { ReachProblem, SecurityKeys } from '../reach.ts';
import { failure, success } from './outcomes.ts';

/** For one key, from opening it to its last answer. Keys are asked side by side. */
const BUDGET_MS = 2500;
const NONCE_BYTES = 8;

/** A key that was told to stop did not answer in the time it was given. */
const problemOf: Record<KeyProblem, ReachProblem> = {
  denied: 'denied',
  busy: 'busy',
  gone: 'gone',
  'timed-out': 'timed-out',
  malformed: 'malformed',
  refused: 'refused',
  cancelled: 'timed-out',
  'not-supported': 'not-supported',
};

/**
 * Keys over node-hid. `stop` ends every question under way and gives the keys back; `open` stands in for node-hid in tests.
 */
export function liveSecurityKeys(
  stop: AbortSignal = new AbortController().signal,
  open: (path: string) => Promise<KeyTransport> = openNodeHid,
): SecurityKeys {
  return {
    async ask(path) {
      const asked = await askKey(() => open(path), {
        budgetMs: BUDGET_MS,
        stop,
        monotonicMs: () => performance.now(),
        nonce: () => randomBytes(NONCE_BYTES),
      });
      return asked.ok ? success(asked.answers) : failure(problemOf[asked.problem], asked.detail);
    },
  };
}
