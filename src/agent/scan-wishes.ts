import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Policy } from '../contract/policy.ts';
import type { SignalId } from '../contract/signals.ts';
import { packagedPolicyFolder } from '../platform/packaged-policy-folder.ts';

/** What a policy says about a scan before it begins. */
export type ScanWishes = {
  /** Signals that are not to be looked at. */
  switchedOff: SignalId[];
  /** The names of all installed programs are asked for, not only those of the catalogue. */
  wholeList: boolean;
};

const usual: ScanWishes = { switchedOff: [], wholeList: false };

export function scanWishes({ network, inventory }: Policy): ScanWishes {
  return {
    switchedOff: network?.measureTunnelHosts === false ? ['tunnel-hosts'] : [],
    wholeList: inventory?.wholeList ?? false,
  };
}

/**
 * The same of the policy in a folder. Where the text plainly asks for nothing unusual, the reader of YAML is not loaded for it: this is asked before
 * the probes run, when memory is at its peak. Throws `policy.*`.
 */
export async function readScanWishes(policyDir?: string): Promise<ScanWishes> {
  const folder = policyDir ?? (await packagedPolicyFolder());
  const text = await readFile(join(folder, 'default.yaml'), 'utf8').catch(() => null);
  if (text !== null && isPlainlyUsual(text)) return usual;
  const { readPolicy } = await import('../platform/policy-files.ts');
  return scanWishes(await readPolicy(folder));
}

/** Every line that names one of the switches sets it as usual, in so many letters; anything else is for the reader of YAML. */
export function isPlainlyUsual(text: string): boolean {
  return text
    .split('\n')
    .filter((line) => /measureTunnelHosts|wholeList/.test(line))
    .every((line) => /^\s+(measureTunnelHosts: true|wholeList: false)\s*$/.test(line));
}
