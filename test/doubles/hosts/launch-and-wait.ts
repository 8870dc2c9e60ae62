// A parent that scans with the host named as argument, for tests that kill the parent. A second argument `plain` starts it as where the
// kernel's help cannot be had.
import { fileURLToPath } from 'node:url';
import { scanSignals } from '../../../src/agent/scan-signals.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { nodeHostLauncher } from '../../../src/platform/live/node-child.ts';

const host = fileURLToPath(new URL(`./${process.argv[2]}.ts`, import.meta.url));
const launch = nodeHostLauncher(host);
const launchPlainly: typeof launch = () => {
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  try {
    return launch();
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
  }
};
await scanSignals({
  signals: ['tpm'],
  context: 'user',
  agentVersion: '0.0.0-test',
  clock: systemClock,
  launchHost: process.argv[3] === 'plain' ? launchPlainly : launch,
  onProgress: ({ checking }) => void (checking.length > 0 && process.stdout.write('checking\n')),
});
