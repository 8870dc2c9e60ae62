import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';
import { type DsregStatus, parseDsregcmd } from './parse-dsregcmd.ts';

/** Windows is elsewhere only on machines set up by hand; a folder named by a variable of the person is not trusted blindly. */
function systemFolder(systemRoot: string | undefined): string {
  return systemRoot !== undefined && /^[A-Za-z]:\\[A-Za-z0-9 ._-]{1,60}$/.test(systemRoot)
    ? systemRoot
    : 'C:\\Windows';
}

/** The same for every probe, so that one run serves all of them. Their own limits lie above it. */
const TIME_LIMIT_MS = 5000;

/**
 * Runs `dsregcmd /status`, which changes nothing. It asks Entra ID about the device, so it takes as long as the network.
 * https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd
 */
export async function runDsregcmd(reach: ProbeReach): Promise<DsregStatus | Unknown> {
  const about = await reach.surroundings.about();
  const root = systemFolder(about.ok ? about.value.env.SystemRoot : undefined);
  const run = await reach.commands.run(`${root}\\System32\\dsregcmd.exe`, ['/status'], TIME_LIMIT_MS);
  if (!run.ok) {
    return run.problem === 'not-found'
      ? unknown('not-supported', 'this Windows has no dsregcmd.exe')
      : unknownFrom(run);
  }
  const status = parseDsregcmd(run.value.stdout);
  return status === 'unreadable'
    ? unknown('unreadable', `dsregcmd ended with ${run.value.exitCode} and told nothing known`)
    : status;
}
