// The tpm probe waits for something that never comes and ignores being told to stop; the host itself stays alive.
import { runTestHost } from './run-test-host.ts';

runTestHost({ tpm: () => new Promise(() => setInterval(() => {}, 1000)) });
