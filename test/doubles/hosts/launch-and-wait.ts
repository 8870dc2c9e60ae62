// A parent that scans with the host named as argument, for tests that kill the parent.
import { fileURLToPath } from 'node:url';
import { scanSignals } from '../../../src/agent/scan-signals.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { nodeHostLauncher } from '../../../src/platform/live/node-child.ts';

const host = fileURLToPath(new URL(`./${process.argv[2]}.ts`, import.meta.url));
await scanSignals({
  signals: ['tpm'],
  context: 'user',
  agentVersion: '0.0.0-test',
  clock: systemClock,
  launchHost: nodeHostLauncher(host),
  onProgress: ({ checking }) => void (checking.length > 0 && process.stdout.write('checking\n')),
});
