#!/usr/bin/env node
import { prelaunchHost } from '../agent/prelaunch-host.ts';
import { ignoreClosedReaders } from './io.ts';
import { startQuickly } from './start-quickly.ts';

startQuickly(process.env);
// The probe host needs as long to start as this program does: let both start at once.
const early =
  process.argv[2] === 'scan' || process.argv[2] === 'keys'
    ? prelaunchHost((await import('../agent/live-host-launcher.ts')).liveHostLauncher())
    : undefined;
ignoreClosedReaders([process.stdout, process.stderr]);
try {
  const { runCli } = await import('./run-cli.ts');
  const { stdin, stdout, stderr, env, platform } = process;
  process.exitCode = await runCli(
    process.argv.slice(2),
    { stdin, stdout, stderr, env, platform },
    early?.launchHost,
  );
} finally {
  early?.discard();
}
