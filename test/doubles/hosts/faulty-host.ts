// One probe throws at once, one later, one outside any promise, one answers with facts that do not fit, one is absent.
import { setTimeout as sleep } from 'node:timers/promises';
import { runTestHost } from './run-test-host.ts';

runTestHost(
  {
    tpm: () => {
      throw new TypeError('cannot read properties of undefined');
    },
    hardware: async () => {
      await sleep(5);
      throw new RangeError('index out of range\n    at secret place');
    },
    browsers: async () => {
      setTimeout(() => {
        throw new Error('from a callback');
      }, 20);
      return new Promise(() => {});
    },
    'secure-boot': async () => ({
      kind: 'known',
      facts: { firmware: 'uefi', supported: 'yes' } as never,
      source: 'x',
    }),
  },
  ['join-state'],
);
