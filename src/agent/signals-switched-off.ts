import type { Policy } from '../contract/policy.ts';
import type { SignalId } from '../contract/signals.ts';

/** Signals that this policy does not want looked at. */
export function signalsSwitchedOff({ network }: Policy): SignalId[] {
  return network?.measureTunnelHosts === false ? ['tunnel-hosts'] : [];
}
