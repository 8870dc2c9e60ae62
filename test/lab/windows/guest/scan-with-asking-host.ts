// Under Windows Node: the product's own scan with asking-host.ts as its probe host. Prints the signals of the report.
import { fileURLToPath } from 'node:url';
import { scanSignals } from '../../../../src/agent/scan-signals.ts';
import { systemClock } from '../../../../src/platform/clock.ts';
import { nodeHostLauncher } from '../../../../src/platform/live/node-child.ts';

const host = fileURLToPath(new URL('asking-host.ts', import.meta.url));
const scanned = await scanSignals({
  signals: ['tpm', 'windows-hello', 'biometric-sensor', 'join-state', 'security-key', 'os'],
  context: 'user',
  agentVersion: '0.0.0-test',
  clock: systemClock,
  launchHost: nodeHostLauncher(host),
});
process.stdout.write(JSON.stringify(scanned.signals));
