import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Policy } from '../contract/policy.ts';
import type { SignalId } from '../contract/signals.ts';
import { packagedPolicyFolder } from '../platform/packaged-policy-folder.ts';

/** Signals that this policy does not want looked at. */
export function signalsSwitchedOff({ network }: Policy): SignalId[] {
  return network?.measureTunnelHosts === false ? ['tunnel-hosts'] : [];
}

/**
 * The same of the policy in a folder. Where the text plainly switches nothing off, the reader of YAML is not loaded for it: this is asked before the
 * probes run, when memory is at its peak. Throws `policy.*`.
 */
export async function readSignalsSwitchedOff(policyDir?: string): Promise<SignalId[]> {
  const folder = policyDir ?? (await packagedPolicyFolder());
  const text = await readFile(join(folder, 'default.yaml'), 'utf8').catch(() => null);
  if (text !== null && plainlyWantsAll(text)) return [];
  const { readPolicy } = await import('../platform/policy-files.ts');
  return signalsSwitchedOff(await readPolicy(folder));
}

/** Every line that names the switch sets it to true, in so many letters; anything else is for the reader of YAML. */
export function plainlyWantsAll(text: string): boolean {
  return text
    .split('\n')
    .filter((line) => line.includes('measureTunnelHosts'))
    .every((line) => /^\s+measureTunnelHosts: true\s*$/.test(line));
}
