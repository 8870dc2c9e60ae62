import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { observeTunnelHosts, type YesOrNo } from './observe-tunnel-hosts.ts';
import { proxyInEnvironment } from './proxy-in-environment.ts';

/** Desktops keep proxies of their own as well; those are not seen. Root's environment says nothing of the person's. */
async function askProxy(reach: ProbeReach): Promise<YesOrNo> {
  const environment = await proxyInEnvironment(reach);
  if (!environment.ok) return unknownFrom(environment);
  const { named, root } = environment.value;
  if (named) return knownReading(true);
  return root
    ? unknown('needs-person-session', 'whether people here use a proxy is set in their own session')
    : knownReading(false);
}

/** The relays of phone sign-in, as this network lets them be reached. */
export const tunnelHostsLinux: Probe<'tunnel-hosts'> = {
  signal: 'tunnel-hosts',
  observe: (reach, stop) => observeTunnelHosts(reach, stop, askProxy),
};
