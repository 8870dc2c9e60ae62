import type { Policy } from '../contract/policy.ts';
import type { SignalId } from '../contract/signals.ts';
import { readPolicy } from '../platform/policy-files.ts';

/** Signals that this policy does not want looked at. */
export function signalsSwitchedOff({ network }: Policy): SignalId[] {
  return network?.measureTunnelHosts === false ? ['tunnel-hosts'] : [];
}

/** The same of the policy in a folder, by default the package's own. Throws `policy.*`. */
export async function readSignalsSwitchedOff(policyDir: string | undefined): Promise<SignalId[]> {
  return signalsSwitchedOff(await readPolicy(policyDir));
}
