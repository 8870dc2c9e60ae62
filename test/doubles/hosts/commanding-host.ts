// The tpm probe starts a long program and then spins, so that the program must be cleared away with the host.
import { setTimeout as sleep } from 'node:timers/promises';
import { runTestHost } from './run-test-host.ts';

runTestHost({
  tpm: async (reach) => {
    void reach.commands.run('/bin/sleep', ['613.7'], 60_000);
    await sleep(200);
    for (;;);
  },
});
