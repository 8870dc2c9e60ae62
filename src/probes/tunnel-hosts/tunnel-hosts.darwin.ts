import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { observeTunnelHosts, type YesOrNo } from './observe-tunnel-hosts.ts';
import { proxyInEnvironment } from './proxy-in-environment.ts';

const SCUTIL = '/usr/sbin/scutil';
const LIMIT_MS = 1000;
/**
 * Members of the proxy settings (scutil(8)) that send HTTPS elsewhere, 1 = on; discovery and a script may do so.
 * https://developer.apple.com/documentation/systemconfiguration/scdynamicstorecopyproxies(_:)
 */
const SENDS_ELSEWHERE =
  /^\s*(?:HTTPSEnable|SOCKSEnable|ProxyAutoConfigEnable|ProxyAutoDiscoveryEnable)\s*:\s*1\s*$/m;

/** The proxy settings now in force, which macOS keeps for the whole machine by network. */
async function askProxy(reach: ProbeReach): Promise<YesOrNo> {
  const environment = await proxyInEnvironment(reach);
  if (environment.ok && environment.value.named) return knownReading(true);
  const asked = await reach.commands.run(SCUTIL, ['--proxy'], LIMIT_MS);
  if (!asked.ok) return unknownFrom(asked);
  const { exitCode, stdout } = asked.value;
  if (exitCode !== 0 || !stdout.trimStart().startsWith('<dictionary> {'))
    return unknown('unreadable', `scutil --proxy ended with exit code ${exitCode}`);
  return knownReading(SENDS_ELSEWHERE.test(stdout));
}

/** The relays of phone sign-in, as this network lets them be reached. */
export const tunnelHostsDarwin: Probe<'tunnel-hosts'> = {
  signal: 'tunnel-hosts',
  observe: (reach, stop) => observeTunnelHosts(reach, stop, askProxy),
};
