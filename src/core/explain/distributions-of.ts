import type { Signals } from '../../contract/signals.ts';

/** Linux: the device's distribution and those it is made from, nearest first; none elsewhere or where the signal is missing. */
export function distributionsOf({ os }: Signals): string[] {
  if (os?.kind !== 'known' || os.facts.platform !== 'linux') return [];
  return [os.facts.id, ...(os.facts.like ?? [])];
}
