// The tpm probe dies the way a native addon does, while the bluetooth probe is still at work.
import { setTimeout as sleep } from 'node:timers/promises';
import { runTestHost } from './run-test-host.ts';
import { steadyFacts } from './steady-facts.ts';

runTestHost({
  tpm: async () => {
    process.kill(process.pid, 'SIGSEGV');
    return new Promise(() => {});
  },
  bluetooth: async () => {
    await sleep(150);
    return { kind: 'known', facts: steadyFacts.bluetooth as never, source: 'a slow test double' };
  },
});
