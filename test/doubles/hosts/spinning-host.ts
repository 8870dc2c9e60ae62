// The tpm probe never gives the process back: an endless loop, so that no timer of the host runs any more.
import { runTestHost } from './run-test-host.ts';

runTestHost({
  tpm: async () => {
    for (;;);
  },
});
