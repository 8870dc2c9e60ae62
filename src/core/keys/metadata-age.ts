import type { KeptMetadata } from '../../contract/metadata.ts';

/** Is a newer metadata blob due? True from the day after the one it names for its successor (UTC). It stays usable. */
export function isStale({ nextUpdate }: Pick<KeptMetadata, 'nextUpdate'>, now: Date): boolean {
  return now.toISOString().slice(0, 10) > nextUpdate;
}
